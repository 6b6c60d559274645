import type { Side } from '@sunday-live/scoring';
import type { Random } from './random.js';
import { type Forecast, TOTAL_SPREAD } from './strengths.js';

/** The result of a game in one simulated run. */
export interface DrawnGame {
  readonly winner: Side | 'tie';
  /** Points of the winner. */
  readonly score: number;
}

/** Share of the games that are level after regular time and stay level in overtime. */
const LEVEL_STAYS = 0.1;
const LEAST_WINNER_SCORE = 3;

export function drawGame(forecast: Forecast, random: Random): DrawnGame {
  const margin = forecast.margin + forecast.spread * random.normal();
  const total = forecast.total + TOTAL_SPREAD * random.normal();
  const rounded = Math.round(margin);
  const apart = rounded === 0 ? 3 : Math.abs(rounded);
  if (rounded === 0 && random.next() < LEVEL_STAYS) return { winner: 'tie', score: 0 };
  const score = Math.max(LEAST_WINNER_SCORE, apart, Math.round((total + apart) / 2));
  return { winner: margin > 0 ? 'home' : 'away', score };
}
