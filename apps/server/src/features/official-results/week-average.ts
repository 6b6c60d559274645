import { DEFAULT_RULES, RULES_NAMES } from '@sunday-live/scoring';
import { NULL_INT } from '../../platform/database/copy-binary.js';
import type { WeekValues } from './week-values.js';

/** Average points of all players with a card in a week, by the default rules; null without players. */
export interface WeekAverage {
  readonly points: number | null;
  readonly players: number;
}

export const NO_AVERAGE: WeekAverage = { points: null, players: 0 };

/** Computes the average of a week. */
export function averageOf(values: WeekValues): WeekAverage {
  let [sum, players] = [0, 0];
  for (const points of values.of(RULES_NAMES.indexOf(DEFAULT_RULES), 'points')) {
    if (points === NULL_INT) continue;
    sum += points;
    players += 1;
  }
  return players === 0 ? NO_AVERAGE : { points: sum / players, players };
}
