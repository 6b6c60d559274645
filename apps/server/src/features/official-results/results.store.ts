import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThanOrEqual, Not } from 'typeorm';
import type { SeasonKey, WeekKey } from '../slate/week-key.js';
import { ResultProgressEntity, WeekResultEntity } from './results.entity.js';
import { contradictionsOf, putAverage, putReview, weekMoves } from './results.sql.js';
import type { WeekAverage } from './week-scores.js';
import type { Contradiction, FoundProblem, WeekMoves } from './week-verdict.js';

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

/** The one row by which all workers coordinate. */
@Injectable()
export class ResultProgressStore {
  /** Reads without waiting; the row may be about to change. */
  read(db: EntityManager): Promise<Progress> {
    return db.findOneByOrFail(ResultProgressEntity, { id: 1 });
  }

  /** Waits until no other worker writes results, and blocks others until the transaction ends. */
  lock(tx: EntityManager): Promise<Progress> {
    return tx.findOneOrFail(ResultProgressEntity, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
  }

  /** Records under the lock that results have changed, so that a worker between two steps starts again. */
  async noteWrite(tx: EntityManager): Promise<void> {
    await tx.increment(ResultProgressEntity, { id: 1 }, 'writes', 1);
  }

  async move(tx: EntityManager, { epoch, seq, season }: Omit<Progress, 'writes'>): Promise<void> {
    await tx.update(ResultProgressEntity, { id: 1 }, { epoch, seq, season });
  }

  /** Returns true when the results include the log up to this position. */
  includes(tx: EntityManager, epoch: string, seq: number): Promise<boolean> {
    return tx.existsBy(ResultProgressEntity, { epoch, seq: MoreThanOrEqual(seq) });
  }
}

/** A row of the table `week_result`. */
export interface StoredResult extends WeekResultEntity {
  problems: readonly FoundProblem[];
}

/** The values that a review stores. */
export type ReviewedResult = Pick<StoredResult, 'week' | 'state' | 'problems' | 'scheduled'>;

/** Reads and writes decisions about weeks. */
@Injectable()
export class WeekResultStore {
  async ofSeason(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<Map<number, StoredResult>> {
    const rows = await tx.find(WeekResultEntity, { where: { season, seasonType }, order: { week: 'ASC' } });
    return new Map((rows as StoredResult[]).map((row) => [row.week, row]));
  }

  /** Returns impossible observations of the season's games that were neither taken back nor decided; by week. */
  async contradictions(tx: EntityManager, season: SeasonKey): Promise<Map<number, Contradiction[]>> {
    const byWeek = new Map<number, Contradiction[]>();
    for (const { week, ...found } of await contradictionsOf(tx, season)) {
      byWeek.set(week, [...(byWeek.get(week) ?? []), found]);
    }
    return byWeek;
  }

  /** Returns games that left or entered a week of the season after its first game had locked; by week. */
  async moves(tx: EntityManager, season: SeasonKey): Promise<Map<number, WeekMoves>> {
    const rows = await weekMoves(tx, season);
    return new Map(rows.map(({ week, left, arrived }) => [week, { left, arrived }]));
  }

  /** Stores a review. The first confirmation keeps its time. */
  async write(tx: EntityManager, { season, seasonType }: SeasonKey, reviewed: ReviewedResult): Promise<void> {
    const { week, state, problems, scheduled } = reviewed;
    await putReview(
      tx,
      { season, seasonType, week },
      { state, problems: JSON.stringify(problems), scheduled },
    );
  }

  /** Deletes the results of all other weeks of a season. */
  async keepWeeks(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    weeks: readonly number[],
  ): Promise<void> {
    await tx.delete(WeekResultEntity, { season, seasonType, week: Not(In(weeks)) });
  }

  /** Stores the average of a week; an equal one writes nothing. */
  writeAverage(tx: EntityManager, week: WeekKey, average: WeekAverage): Promise<void> {
    return putAverage(tx, week, average);
  }

  /** Accepts these problems from now on. */
  async accept(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    week: number,
    keys: readonly string[],
  ): Promise<void> {
    await tx.update(WeekResultEntity, { season, seasonType, week }, { accepted: [...keys] });
  }
}
