import type { LeagueCards, LeagueSummary, Me, RulesName, Side } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useAnswerFrom } from '../../http/answer-from.js';
import { type CountedCard, leagueCardsQuery, myCardQuery, type Picks } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import { useOwnCardFollows } from '../../live/use-own-card-follows.js';
import type { FieldInput } from './what-if/model/field.js';

/** A league's cards as standings need them, by player id. */
export type CardsOfLeague = Pick<FieldInput, 'cards' | 'bases'>;

/**
 * Returns the league's cards, the whole own one, and the members' totals of other weeks, at least of the
 * position of the standings as far as it matters to them (P71).
 */
export function useCards(league: LeagueSummary, me: Me, state: LiveState): CardsOfLeague {
  const { data: all, dataUpdatedAt: allAt } = useAnswerFrom(
    { ...leagueCardsQuery(league.id, state.slate, state.epoch), enabled: state.spread === null },
    { epoch: state.epoch, seq: state.cardsFrom },
  );
  const { data: mine, dataUpdatedAt: mineAt } = useQuery(myCardQuery(state.slate));
  useOwnCardFollows(me.id, state.slate, state);
  const large = state.own && { counts: state.own.jokerCounts, laid: state.players.get(state.own.n)?.joker };
  const ownCounts = large ? large.counts && large.laid === true : null;
  return useMemo(() => {
    const cards = cardsShown(all?.cards ?? [], state.players);
    if (mine && mine.version > 0) {
      const ofLeague = cards.get(me.id);
      const own = withLockedOf(mine, allAt > mineAt ? ofLeague : undefined);
      cards.set(me.id, counted(own, league.rules, ownCounts ?? ofLeague?.jokerCounts ?? false));
    }
    return { cards, bases: all?.bases ? new Map(all.bases.map((base) => [base.player, base])) : null };
  }, [all, allAt, mine, mineAt, me.id, league.rules, ownCounts, state.players]);
}

/**
 * Returns the own card as standings count it.
 * @param counts whether the server already counts its joker. Where every joker counts and multiplies only its
 * banker, a joker that is not locked changes nothing yet, and previews count it.
 */
function counted(card: Picks, rules: RulesName, counts: boolean): CountedCard {
  return { ...card, jokerCounts: card.joker && (RULES[rules].joker?.counts === 'every' || counts) };
}

/** Returns the league's cards by player, without players who have left since the cards were read. */
export function cardsShown(
  cards: LeagueCards['cards'],
  players: LiveState['players'],
): Map<string, CountedCard> {
  const here = new Set([...players.values()].map(({ id }) => id));
  return new Map(cards.filter(({ player }) => here.has(player)).map((card) => [card.player, card]));
}

/**
 * Merges the own card with a later reading of the league's cards. Those contain what is locked, the same for
 * everybody, so they win when another device has saved after the own card was read.
 */
export function withLockedOf(mine: Picks, ofLeague: Picks | undefined): Picks {
  if (ofLeague === undefined) return mine;
  const { picks, banker, joker, corrected } = ofLeague;
  const own = banker === null ? mine : { banker, joker: joker || (mine.banker === banker && mine.joker) };
  return { picks: { ...mine.picks, ...picks }, banker: own.banker, joker: own.joker, corrected };
}

/** The number of a league's picks on each side of a game. */
export type Split = Readonly<Record<Side, number>>;

/** Counts the splits of all games with picks. */
export function pickSplits(cards: Iterable<Picks>): ReadonlyMap<string, Split> {
  const splits = new Map<string, { home: number; away: number }>();
  for (const { picks } of cards) {
    for (const [game, side] of Object.entries(picks)) {
      const split = splits.get(game) ?? { home: 0, away: 0 };
      split[side] += 1;
      splits.set(game, split);
    }
  }
  return splits;
}
