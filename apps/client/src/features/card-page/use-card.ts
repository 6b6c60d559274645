import type { Card, Game } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { HttpError, sendJson } from '../../http/http.js';
import { myCardQuery } from '../../http/queries.js';
import { checked } from '../../http/shape.js';
import { card as cardShape } from '../../http/shapes.js';
import type { StorageKey } from '../../identity/storage.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { isDraft, sameCard, shownCard } from './model/draft.js';
import { fromServer, type Problem } from './model/problems.js';
import { myCardsQuery } from './queries.js';

/** A card under the player's hands. */
export interface EditedCard {
  readonly card: CardPicks;
  /** Whether it says something else than what the server has. */
  readonly changed: boolean;
  readonly saving: boolean;
  /** Whether the last thing that happened was that it was saved. */
  readonly justSaved: boolean;
  /** Why the last attempt to save failed, until something is changed. */
  readonly refused: { readonly message: string; readonly problems: readonly Problem[] } | null;
  change(card: CardPicks): void;
  /** Back to what the server has. */
  discard(): void;
  save(): void;
}

/** Keeps a card's changes on the device until the server has them. The save names its player, and is refused for another. */
export function useCard(
  player: string,
  draftKey: StorageKey,
  stored: Card,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): EditedCard {
  const client = useQueryClient();
  const [draft, setDraft] = useRemembered<CardPicks | null>(draftKey, null, isDraft);
  const [justSaved, setJustSaved] = useState(false);
  const card = shownCard(draft, stored, games, locked);
  const shown = useRef(card);
  shown.current = card;
  const mutation = useMutation({
    mutationFn: async ({ picks, banker, joker }: CardPicks) =>
      checked(
        cardShape,
        await sendJson('PUT', `/api/me/cards/${stored.week}`, { player, picks, banker, joker }),
      ),
    onSuccess: (saved, sent) => {
      client.setQueryData(myCardQuery(stored.week).queryKey, saved);
      void client.invalidateQueries({ queryKey: myCardsQuery.queryKey });
      if (!sameCard(shown.current, sent)) return;
      setDraft(null);
      setJustSaved(true);
    },
    onError: async (error) => {
      if (!(error instanceof HttpError) || error.code !== 'deadline-passed') return;
      await Promise.all(
        [['season'], ['week-games', stored.week], ['clock-offset']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const change = (next: CardPicks | null) => {
    setDraft(next);
    setJustSaved(false);
    if (mutation.isError) mutation.reset();
  };
  return {
    card,
    changed: !sameCard(card, stored),
    saving: mutation.isPending,
    justSaved,
    refused: mutation.isError ? refusal(mutation.error) : null,
    change,
    discard: () => change(null),
    save: () => mutation.mutate(card),
  };
}

function refusal(error: Error): NonNullable<EditedCard['refused']> {
  if (!(error instanceof HttpError)) {
    return { message: 'That did not work. Your picks are kept here; try again in a moment.', problems: [] };
  }
  const problems = fromServer(error.problem?.problems);
  if (error.code === 'deadline-passed') {
    return { message: 'Too late: the deadline has passed. What was saved before counts.', problems };
  }
  return { message: problems.length > 0 ? 'The card can’t be saved like this.' : error.message, problems };
}
