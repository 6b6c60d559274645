import { type Card, cardSchema, type Game } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  baseOf,
  type Draft,
  facing,
  isDraft,
  lateChanges,
  lateWords,
  sameCard,
  shownCard,
  teamsOf,
  withoutLate,
} from '../../game/card-draft.js';
import { changedCard, myCardsQuery, weekGamesQuery } from '../../game/card-queries.js';
import { HttpError, sendJson } from '../../http/http.js';
import { myCardPath, myCardQuery } from '../../http/queries.js';
import type { SeasonKey, WeekKey } from '../../http/week.js';
import type { StorageKey } from '../../identity/storage.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { type Difference, differences } from './model/merge.js';

/** A card that the player is editing. */
export interface EditedCard {
  readonly card: CardPicks;
  /** Whether it differs from the server's. */
  readonly changed: boolean;
  readonly saving: boolean;
  /** Whether the last action was a successful save. */
  readonly justSaved: boolean;
  /** Why the last save failed, until the next change. */
  readonly refused: { readonly message: string; readonly problems: readonly Problem[] } | null;
  /** Changes that locked before they were saved, until the player has seen the notice. */
  readonly late: readonly string[];
  /** Differences to another save, to be resolved by the player; null: none. */
  readonly clash: readonly Difference[] | null;
  change(card: CardPicks): void;
  /** Returns to the server's card. */
  discard(): void;
  save(): void;
  /** Takes the resolved card, and saves it if it is valid. */
  settle(card: CardPicks, whole: boolean): void;
  /** Closes the question without a choice: the next save asks again. */
  leaveClash(): void;
  forgetLate(): void;
}

/**
 * Keeps a card's changes on the device until the server has them. A save names its player and the version
 * that the changes are based on. The server refuses it for another player, and when another device has saved
 * meanwhile.
 */
export function useCard(
  player: string,
  draftKey: StorageKey,
  at: SeasonKey,
  stored: Card,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): EditedCard {
  const client = useQueryClient();
  const week = { season: at.season, type: at.type, week: stored.week };
  const [kept, setDraft] = useRemembered<Draft | null>(draftKey, null, isDraft);
  const draft = useMemo(() => facing(kept, games), [kept, games]);
  const [justSaved, setJustSaved] = useState(false);
  const [merging, setMerging] = useState(false);
  const card = shownCard(draft, stored, games, locked);
  const latest = useRef({ card, draft, locked });
  latest.current = { card, draft, locked };
  useSavedInAnotherTab(draft, week);
  const ask = () => {
    setMerging(true);
    // home and away may have been exchanged before the other save
    void client.invalidateQueries({ queryKey: weekGamesQuery(week).queryKey });
  };
  const mutation = useMutation({
    mutationFn: async ({ card: { picks, banker, joker }, version }: { card: CardPicks; version: number }) => {
      const teams = teamsOf({ picks, banker, joker }, games);
      const body = { player, version, picks, banker, joker, teams };
      return cardSchema.parse(await sendJson('PUT', myCardPath(week), body));
    },
    onSuccess: (saved, { card: sent }) => {
      // picks have followed their teams, so the games here are from before an exchange of home and away
      if (!sameCard(saved, sent)) void client.invalidateQueries({ queryKey: weekGamesQuery(week).queryKey });
      client.setQueryData(myCardQuery(week).queryKey, saved);
      void client.invalidateQueries({ queryKey: myCardsQuery(at).queryKey });
      const now = latest.current;
      if (now.draft !== null && lateChanges(now.draft, saved, games, now.locked).length > 0) {
        setDraft({ ...now.draft, base: baseOf(saved) });
      } else if (sameCard(now.card, sent)) setDraft(null);
      else if (now.draft !== null) setDraft({ ...now.draft, base: baseOf(saved) });
      setJustSaved(sameCard(now.card, sent));
    },
    onError: async (error) => {
      const other = changedCard(error);
      if (other !== null) {
        client.setQueryData(myCardQuery(week).queryKey, other);
        ask();
      }
      if (!(error instanceof HttpError) || error.code !== 'deadline-passed') return;
      await Promise.all(
        [['season'], weekGamesQuery(week).queryKey, myCardQuery(week).queryKey, ['clock-offset']].map(
          (queryKey) => client.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const keep = (next: Draft | null) => {
    setDraft(next);
    setJustSaved(false);
    if (mutation.isError) mutation.reset();
  };
  const base = draft?.base ?? baseOf(stored);
  const found = merging ? differences(card, stored, draft?.base, games) : [];
  const late = lateChanges(draft, stored, games, locked);
  return {
    card,
    changed: !sameCard(card, stored),
    saving: mutation.isPending,
    justSaved,
    refused: mutation.isError && changedCard(mutation.error) === null ? refusal(mutation.error) : null,
    late: lateWords(late, stored.version, games, locked),
    clash: found.length > 0 ? found : null,
    change: ({ picks, banker, joker }) =>
      keep({ picks, banker, joker, base, teams: teamsOf({ picks, banker, joker }, games) }),
    discard: () => keep(null),
    save: () => {
      const changedElsewhere = base.version !== stored.version && !sameCard(card, stored);
      if (changedElsewhere) ask();
      else mutation.mutate({ card, version: base.version });
    },
    settle: (next, whole) => {
      setMerging(false);
      if (sameCard(next, stored)) return keep(null);
      keep({ ...next, base: baseOf(stored), teams: teamsOf(next, games) });
      if (whole) mutation.mutate({ card: next, version: stored.version });
    },
    leaveClash: () => setMerging(false),
    forgetLate: () => draft !== null && setDraft(withoutLate(draft, stored, locked)),
  };
}

/** Reads the server's card when the draft disappears, because another tab may have saved or discarded it. */
function useSavedInAnotherTab(draft: Draft | null, at: WeekKey): void {
  const client = useQueryClient();
  const { season, type, week } = at;
  const had = useRef(draft !== null);
  useEffect(() => {
    const { queryKey } = myCardQuery({ season, type, week });
    if (had.current && draft === null) void client.invalidateQueries({ queryKey });
    had.current = draft !== null;
  }, [draft, client, season, type, week]);
}

function refusal(error: Error): NonNullable<EditedCard['refused']> {
  if (!(error instanceof HttpError)) {
    return { message: 'That did not work. Your picks are kept here; try again in a moment.', problems: [] };
  }
  const problems = fromServer(error.problem?.problems);
  if (error.code === 'deadline-passed') {
    return { message: 'Too late: the deadline has passed. Your last saved card counts.', problems };
  }
  return { message: problems.length > 0 ? 'The card can’t be saved like this.' : error.message, problems };
}

/** A problem of a card, from the rules here or from the server. */
interface Problem {
  readonly message: string;
  /** The game's id; absent: the card as a whole. */
  readonly game?: string | undefined;
}

/** Groups problems by game; under `null` those of the whole card or of a game that is not on the page. */
export function byGame(
  problems: readonly Problem[],
  games: readonly { readonly id: string }[],
): ReadonlyMap<string | null, readonly string[]> {
  const known = new Set(games.map((game) => game.id));
  const found = new Map<string | null, string[]>();
  for (const { game, message } of problems) {
    const place = game !== undefined && known.has(game) ? game : null;
    const there = found.get(place);
    if (there) there.push(message);
    else found.set(place, [message]);
  }
  return found;
}

/** Reads the server's problems; a newer server may add fields. */
export function fromServer(
  problems: readonly Readonly<Record<string, unknown>>[] | undefined,
): readonly Problem[] {
  return (problems ?? []).flatMap(({ message, game }) =>
    typeof message === 'string' ? [{ message, game: typeof game === 'string' ? game : undefined }] : [],
  );
}
