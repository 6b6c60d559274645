import type { Game, GameFacts, Side } from '@sunday-live/contract';
import { type CardPicks, leader, type Rules, scorePick } from '@sunday-live/scoring';
import { type Chance, chances, lineOf, NO_ODDS } from './odds.js';

/** What a pick brings if it is right and costs if it is wrong, and what that comes to on average. */
export interface Stake {
  readonly right: number;
  readonly wrong: number;
  readonly expected: number;
}

/** What a card can win and lose. */
export interface Outlook extends Stake {
  /** Points of the picked games that have started, as they stand; null: none has. */
  readonly now: number | null;
  /** Picked games to come of which the feed has no odds. */
  readonly withoutOdds: number;
}

type Facts = ReadonlyMap<string, GameFacts>;

/** What the card can win and lose: started games as they stand, the others by their odds. */
export function outlook(card: CardPicks, games: readonly Game[], facts: Facts, rules: Rules): Outlook {
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

/** What one pick of a game to come can bring, by its odds; one without odds counts as even. */
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

/** The pick's score when `winner` wins with its average points: the rules themselves say what that is worth. */
function points(
  game: Game,
  winner: Side,
  chance: Chance,
  pick: { readonly side: Side; readonly banker: boolean; readonly joker: boolean },
  rules: Rules,
): number {
  // an average is no score that a game can have: what one point of the winner is worth, so many times
  const [awayScore, homeScore] = winner === 'away' ? [1, 0] : [0, 1];
  const worth = scorePick(rules, { ...game, awayScore, homeScore, state: 'post' }, pick)?.points ?? 0;
  return rules.pick === 'one' ? worth : worth * chance.points;
}
