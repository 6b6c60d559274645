import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SeasonKey } from '../slate/week-key.js';

/** The position up to which the log is included in the results. */
export interface Progress {
  /** null: never */
  readonly epoch: string | null;
  readonly seq: number;
  /** The current season at that position. */
  readonly season: number | null;
  /**
   * Number of transactions that have changed results. A worker that finds a different number than its own starts
   * again.
   */
  readonly writes: number;
}

const COLUMNS = 'epoch, seq, season, writes';

/** The one row by which all workers coordinate. */
@Injectable()
export class ResultProgressStore {
  /** Reads without waiting; the row may be about to change. */
  async read(db: EntityManager): Promise<Progress> {
    return theRow(await db.query<Progress[]>(`SELECT ${COLUMNS} FROM result_progress`));
  }

  /** Waits until no other worker writes results, and blocks others until the transaction ends. */
  async lock(tx: EntityManager): Promise<Progress> {
    return theRow(await tx.query<Progress[]>(`SELECT ${COLUMNS} FROM result_progress FOR UPDATE`));
  }

  /** Records under the lock that results have changed, so that a worker between two steps starts again. */
  async noteWrite(tx: EntityManager): Promise<void> {
    await tx.query('UPDATE result_progress SET writes = writes + 1');
  }

  async move(tx: EntityManager, { epoch, seq, season }: Omit<Progress, 'writes'>): Promise<void> {
    await tx.query('UPDATE result_progress SET epoch = $1, seq = $2, season = $3', [epoch, seq, season]);
  }

  /**
   * Returns the season types that have or had games: results of a type that all its games have left must be deleted.
   */
  async seasonTypes(tx: EntityManager, season: number): Promise<number[]> {
    const rows = await tx.query<{ season_type: number }[]>(
      `SELECT season_type FROM game WHERE season = $1
       UNION SELECT season_type FROM game_left_week WHERE season = $1 ORDER BY season_type`,
      [season],
    );
    return rows.map((row) => row.season_type);
  }

  /** Returns weeks that all their games have left, in order. */
  async emptiedWeeks(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<number[]> {
    const rows = await tx.query<{ week: number }[]>(
      `SELECT DISTINCT w.week FROM game_left_week w WHERE (w.season, w.season_type) = ($1::int, $2::smallint) AND NOT EXISTS (
         SELECT 1 FROM game g WHERE (g.season, g.season_type, g.week) = (w.season, w.season_type, w.week)
       ) ORDER BY w.week`,
      [season, seasonType],
    );
    return rows.map(({ week }) => week);
  }
}

function theRow([row]: readonly Progress[]): Progress {
  if (row === undefined) throw new Error('result_progress has no row: migrations did not run');
  return row;
}
