import type { Game } from '@sunday-live/contract';
import type { CardScore, Side } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';

/** A card with its score. */
export interface ScoredCard {
  readonly card: Picks;
  readonly score: CardScore;
}

/** One game on two cards. Null: no pick, or none that is visible yet. */
export interface ComparedGame {
  readonly game: Game;
  readonly left: Side | null;
  readonly right: Side | null;
  /** Both picked the same team. */
  readonly same: boolean;
  /** Points of the left card in this game minus those of the right one. */
  readonly swing: number;
}

export interface Comparison {
  readonly games: readonly ComparedGame[];
  readonly common: number;
  readonly different: number;
  /** Points of the left card minus those of the right one. */
  readonly swing: number;
}

/** Compares two cards, game by game. */
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
