import type { Game, RulesName, Scope, Side } from '@sunday-live/contract';
import { gamesWithScores, NEXT_SCORES, RULES, rankInSpread, scorePick } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';
import { jokerCounts } from './card-points.js';

/** What a touchdown with its extra point of one team would do to a player. */
export interface Swing {
  readonly game: string;
  readonly team: string;
  readonly pointsChange: number;
  /** null: the rank afterwards can't be told, as the others' cards are not known. */
  readonly rank: number | null;
  /** Places gained; negative: lost. 0 where `rank` is null. */
  readonly placesGained: number;
}

/** Above nought: the touchdown helps; below: it hurts. */
export function swingEffect(swing: Swing): number {
  return swing.placesGained || swing.pointsChange;
}

export interface SwingInput {
  readonly state: LiveState;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  readonly cards: ReadonlyMap<string, Picks>;
  readonly rules: RulesName;
  /** The player's number. */
  readonly n: number;
}

/** The swings of all live teams, the best for the player first. Ranks are by points; level points share. */
export function touchdownSwings(input: SwingInput): Swing[] {
  const { state, scope, n } = input;
  const own = state.scopes[scope].get(n);
  if (!own) return [];
  const live = [...state.games.values()].filter(
    (game) => game.state === 'in' && (scope !== 'day' || input.day.has(game.id)),
  );
  const players = holders(input);
  const swings = live.flatMap((game) =>
    (['away', 'home'] as const).map((side) => swing(input, players, own, game, side)),
  );
  return swings.sort((a, b) => b.placesGained - a.placesGained || b.pointsChange - a.pointsChange);
}

interface Holder {
  readonly n: number;
  readonly points: number;
  readonly card: Picks | undefined;
  readonly joker: boolean;
}

function holders({ state, scope, cards, rules }: SwingInput): Holder[] {
  return [...state.scopes[scope].values()].map(([n, , points]) => {
    const card = cards.get(state.players.get(n)?.id ?? '');
    const joker = card ? jokerCounts(card, state.games, rules, state.scopes.week.get(n)?.[2]) : false;
    return { n, points, card, joker };
  });
}

function swing(
  { state, rules, n }: SwingInput,
  players: readonly Holder[],
  [, rank, points]: readonly [number, number, number],
  game: Game,
  side: Side,
): Swing {
  const score = {
    awayScore: game.awayScore + (side === 'away' ? NEXT_SCORES.touchdown : 0),
    homeScore: game.homeScore + (side === 'home' ? NEXT_SCORES.touchdown : 0),
  };
  const [after = game] = gamesWithScores([game], new Map([[game.id, score]]));
  const gainOf = ({ card, joker }: Holder): number =>
    worth(card, after, rules, joker) - worth(card, game, rules, joker);
  const me = players.find((player) => player.n === n);
  const pointsChange = me ? gainOf(me) : 0;
  const team = game[side];
  if (state.spread) return { game: game.id, team, pointsChange, rank: null, placesGained: 0 };
  const then = players
    .filter((player) => player.n !== n)
    .map((player) => [player.points + gainOf(player), 1] as const);
  const newRank = rankInSpread(
    then.sort(([a], [b]) => b - a),
    [],
    { points: points + pointsChange, right: 0, average: 0 },
  );
  // The rank now may hold by right picks; by points alone it is this, and only like may be compared with like.
  const nowRank = rankInSpread(
    players
      .filter((player) => player.n !== n)
      .map((player) => [player.points, 1] as const)
      .sort(([a], [b]) => b - a),
    [],
    { points, right: 0, average: 0 },
  );
  return {
    game: game.id,
    team,
    pointsChange,
    rank: rank - nowRank + newRank,
    placesGained: nowRank - newRank,
  };
}

function worth(card: Picks | undefined, game: Game, rules: RulesName, joker: boolean): number {
  const side = card?.picks[game.id];
  if (!card || !side) return 0;
  return scorePick(RULES[rules], game, { side, banker: card.banker === game.id, joker })?.points ?? 0;
}
