import type { LeagueSummary, Me, RulesName } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useAnswerFrom } from '../../http/answer-from.js';
import { type CountedCard, leagueCardsQuery, myCardQuery, type Picks } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import { useOwnCardFollows } from '../../live/use-own-card-follows.js';
import { cardsShown, withLockedOf } from './model/cards.js';
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
