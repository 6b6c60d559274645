import type { Game } from '@sunday-live/contract';
import type { CardScore, Side } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';

/** A card with what it is worth. */
export interface ScoredCard {
  readonly card: Picks;
  readonly score: CardScore;
}

/** One game on two cards. Null = no pick, or none that may be seen yet. */
export interface ComparedGame {
  readonly game: Game;
  readonly left: Side | null;
  readonly right: Side | null;
  /** Both picked, and the same team. */
  readonly same: boolean;
  /** What the left card has won more in this game than the right one. */
  readonly swing: number;
}

export interface Comparison {
  readonly games: readonly ComparedGame[];
  readonly common: number;
  readonly different: number;
  /** What the left card is ahead by. */
  readonly swing: number;
}

/** Two cards side by side, game by game. */
export function comparison(left: ScoredCard, right: ScoredCard, games: readonly Game[]): Comparison {
  const compared = games.map((game): ComparedGame => {
    const picks = [left.card.picks[game.id] ?? null, right.card.picks[game.id] ?? null] as const;
    return {
      game,
      left: picks[0],
      right: picks[1],
      same: picks[0] !== null && picks[0] === picks[1],
      swing: worth(left, game) - worth(right, game),
    };
  });
  const both = compared.filter((one) => one.left !== null && one.right !== null);
  return {
    games: compared,
    common: both.filter(({ same }) => same).length,
    different: both.filter(({ same }) => !same).length,
    swing: left.score.points - right.score.points,
  };
}

function worth({ score }: ScoredCard, { id }: Game): number {
  return score.byGame.get(id)?.points ?? 0;
}
