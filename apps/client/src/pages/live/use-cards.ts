import type { LeagueSummary, Me, RulesName } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useAnswerFrom } from '../../http/answer-from.js';
import { type CountedCard, leagueCardsQuery, myCardQuery, type Picks } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import { useOwnCardFollows } from '../../live/use-own-card-follows.js';
import { cardsShown } from './model/cards-shown.js';
import { withLockedOf } from './model/own-card.js';
import type { FieldInput } from './what-if/model/field.js';

/** What a league's cards say to a table, by player id. */
export type CardsOfLeague = Pick<FieldInput, 'cards' | 'bases'>;

/**
 * The cards of the league, the own one whole, and what everybody brings into the week: of the position of the table at least, as far
 * as it matters to them (P71).
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
 * The own card as the table counts it.
 * @param counts whether the server counts a joker of it by now. Where each joker multiplies nothing but its banker, one that is not locked
 * yet changes nothing, and what can still come counts it.
 */
function counted(card: Picks, rules: RulesName, counts: boolean): CountedCard {
  return { ...card, jokerCounts: card.joker && (RULES[rules].joker?.counts === 'every' || counts) };
}
