import type { EntityManager } from 'typeorm';
import { type WeekKey, weekParams } from './week-key.js';

/** Cards of up to ten thousand players in columns: much cheaper to read than a row per card. */
export interface CardBatch {
  readonly n: number[];
  readonly has: number[];
  readonly home: number[];
  readonly banker: (number | null)[];
  readonly joker: boolean[];
}

/** Number of player numbers in one row of the answer. */
const BATCH = 10_000;

/** Reads every card of a week as it is stored. */
export function cardBatches(tx: EntityManager, week: WeekKey): Promise<CardBatch[]> {
  return tx.query(
    `SELECT array_agg(n) AS n, array_agg(has) AS has, array_agg(home) AS home, array_agg(banker) AS banker, array_agg(joker) AS joker
     FROM card WHERE (season, season_type, week) = ($1::int, $2::smallint, $3::int) GROUP BY n / ${BATCH}`,
    weekParams(week),
  );
}
