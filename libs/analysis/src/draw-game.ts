import type { Side } from '@sunday-live/scoring';
import type { Lots } from './random.js';
import { type Outlook, TOTAL_SPREAD } from './strengths.js';

/** How a game ended in one run of the lots. */
export interface DrawnGame {
  readonly winner: Side | 'tie';
  /** What the winner scored. */
  readonly score: number;
}

/** Level games go to overtime: one in so many stays level. */
const LEVEL_STAYS = 0.1;
const LEAST_WINNER_SCORE = 3;

export function drawGame(outlook: Outlook, lots: Lots): DrawnGame {
  const margin = outlook.margin + outlook.spread * lots.normal();
  const total = outlook.total + TOTAL_SPREAD * lots.normal();
  const rounded = Math.round(margin);
  const apart = rounded === 0 ? 3 : Math.abs(rounded);
  if (rounded === 0 && lots.next() < LEVEL_STAYS) return { winner: 'tie', score: 0 };
  const score = Math.max(LEAST_WINNER_SCORE, apart, Math.round((total + apart) / 2));
  return { winner: margin > 0 ? 'home' : 'away', score };
}
