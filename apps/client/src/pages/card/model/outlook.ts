import type { Game, GameFacts, Side } from '@sunday-live/contract';
import { type CardPicks, leader, type Rules, scorePick } from '@sunday-live/scoring';
import { type Chance, chances, lineOf, NO_ODDS } from './odds.js';

/** Points of a pick if it is right, if it is wrong, and on average. */
export interface Stake {
  readonly right: number;
  readonly wrong: number;
  readonly expected: number;
}

/** What a card can win and lose, in points. */
export interface CardStake extends Stake {
  /** Current points of the picked games that have started; null: none has. */
  readonly now: number | null;
  /** Number of picked games to come without odds. */
  readonly withoutOdds: number;
}

type Facts = ReadonlyMap<string, GameFacts>;

/** Computes what the card can win and lose: started games by their score, the others by their odds. */
export function cardStake(card: CardPicks, games: readonly Game[], facts: Facts, rules: Rules): CardStake {
  let now: number | null = null;
  let withoutOdds = 0;
  const sum = { right: 0, wrong: 0, expected: 0 };
  for (const game of games) {
    const side = card.picks[game.id];
    if (!side || game.state === 'off') continue;
    const pick = { side, banker: card.banker === game.id, joker: card.joker };
    if (leader(game) !== null) now = (now ?? 0) + (scorePick(rules, game, pick)?.points ?? 0);
    else {
      if (!lineOf(game, facts.get(game.id))) withoutOdds += 1;
      const stake = stakeOf(game, facts.get(game.id), pick, rules);
      for (const key of ['right', 'wrong', 'expected'] as const) sum[key] += stake[key];
    }
  }
  const began = now ?? 0;
  return {
    now,
    withoutOdds,
    right: began + sum.right,
    wrong: began + sum.wrong,
    expected: began + sum.expected,
  };
}

/** Computes the stake of one pick before its game, by the odds; a game without odds counts as even. */
export function stakeOf(
  game: Game,
  facts: GameFacts | undefined,
  pick: { readonly side: Side; readonly banker: boolean; readonly joker: boolean },
  rules: Rules,
): Stake {
  const odds = chances(lineOf(game, facts) ?? NO_ODDS);
  const { side } = pick;
  const other = side === 'home' ? 'away' : 'home';
  const right = points(game, side, odds[side], pick, rules);
  const wrong = points(game, other, odds[other], pick, rules);
  return { right, wrong, expected: odds[side].win * right + odds[other].win * wrong };
}

/** Returns the pick's score when `winner` wins with its average points, computed by the rules. */
function points(
  game: Game,
  winner: Side,
  chance: Chance,
  pick: { readonly side: Side; readonly banker: boolean; readonly joker: boolean },
  rules: Rules,
): number {
  // an average is no possible score, so one point of the winner is scored and multiplied
  const [awayScore, homeScore] = winner === 'away' ? [1, 0] : [0, 1];
  const worth = scorePick(rules, { ...game, awayScore, homeScore, state: 'post' }, pick)?.points ?? 0;
  return rules.pick === 'one' ? worth : worth * chance.points;
}
