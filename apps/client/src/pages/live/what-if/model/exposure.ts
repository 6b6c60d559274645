import type { Game, Side } from '@sunday-live/contract';
import { jokerMultiplies, RULES } from '@sunday-live/scoring';
import type { Field } from './field.js';
import { wonBy, worth } from './results.js';

/** What one game can still win or cost a player, compared with its current worth. */
export interface Stake {
  readonly n: number;
  readonly side: Side;
  readonly banker: boolean;
  readonly joker: boolean;
  /** Points won or lost if the road team wins, and if the home team does. */
  readonly away: number;
  readonly home: number;
}

export interface Exposure {
  readonly game: Game;
  /** Bankers with a joker first, then bankers, then by the amount at stake. */
  readonly stakes: readonly Stake[];
}

/**
 * Returns for each open game how much each player can win and lose, with the scores of `wonBy`; games in
 * progress come first.
 */
export function exposures(field: Field): Exposure[] {
  const games = field.open.filter((game) => !field.hidden.has(game.id));
  return games
    .map((game) => ({ game, stakes: stakesOf(field, game) }))
    .filter(({ stakes }) => stakes.length > 0)
    .sort((a, b) => Number(b.game.state === 'in') - Number(a.game.state === 'in'));
}

function stakesOf(field: Field, game: Game): Stake[] {
  const rules = RULES[field.rules];
  const [away, home] = [wonBy(game, 'away'), wonBy(game, 'home')];
  const stakes = [...field.members].flatMap((n): Stake[] => {
    const held = field.cards.get(n);
    const side = held?.picks[game.id];
    if (!held || !side) return [];
    const now = worth(field, n, game, null);
    const banker = held.banker === game.id && rules.banker !== null;
    const joker = jokerMultiplies(rules, { banker, joker: held.jokerCounts });
    return [
      {
        n,
        side,
        banker,
        joker,
        away: worth(field, n, game, away) - now,
        home: worth(field, n, game, home) - now,
      },
    ];
  });
  return stakes.sort((a, b) => weight(b) - weight(a) || spread(b) - spread(a) || a.n - b.n);
}

function weight({ banker, joker }: Stake): number {
  return Number(banker) * 2 + Number(joker);
}

function spread({ away, home }: Stake): number {
  return Math.abs(away - home);
}
