import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { toAppError } from '../../platform/errors/problem.filter.js';
import { Batcher, type Outcome } from './batcher.js';
import { PlayerGone } from './card.sql.js';
import { type CardJob, CardTransaction, type SavedCard, TooLate } from './card-transaction.js';

type Outcomes = readonly Outcome<SavedCard>[];

const MAX_BATCH = 64;
const MAX_WAITING = 1000;
/** Limit of the wait for a batch: a save that starts later could take longer than two seconds to answer. */
const MAX_WAIT_MS = 900;

/**
 * Stores cards. Saves that arrive together before a deadline share a transaction: one wait for the log's lock, one
 * commit, one connection.
 */
@Injectable()
export class CardSaver {
  private readonly batcher = new Batcher<CardJob, SavedCard>({
    run: (jobs) => this.together(jobs),
    keyOf: (job) => job.player,
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    maxWaitMs: MAX_WAIT_MS,
    busy: () => new AppError('busy', undefined, undefined, 1),
  });

  constructor(private readonly transaction: CardTransaction) {}

  /**
   * Stores the card. @throws AppError `unknown-week`, `deadline-passed`, `invalid-card`, `busy`; nothing is changed
   * then
   */
  save(job: CardJob): Promise<SavedCard> {
    return this.batcher.submit(job);
  }

  /** Runs a batch. If it fails for a reason that may be one card's fault, each card is tried alone. */
  private async together(jobs: readonly CardJob[]): Promise<Outcomes> {
    try {
      return await this.attempt(jobs);
    } catch (error) {
      if (!OWN_FAULTS.has(toAppError(error).code)) throw error;
      if (jobs.length === 1) throw isGone(error) ? new AppError('unauthenticated') : error;
      const outcomes: Outcome<SavedCard>[] = [];
      for (const job of jobs) outcomes.push(...(await this.alone(job)));
      return outcomes;
    }
  }

  private async alone(job: CardJob): Promise<Outcomes> {
    try {
      return await this.together([job]);
    } catch (error) {
      return [{ ok: false, error }];
    }
  }

  /** Runs one transaction. If some cards turned out too late, nothing was stored, and the others are tried again. */
  private async attempt(jobs: readonly CardJob[]): Promise<Outcomes> {
    try {
      return await this.transaction.run(jobs);
    } catch (error) {
      if (!(error instanceof TooLate)) throw error;
      const inTime = jobs.filter((job) => !error.jobs.has(job));
      const outcomes = inTime.length === 0 ? [] : await this.attempt(inTime);
      const byJob = new Map(inTime.map((job, i) => [job, outcomes[i]]));
      return jobs.map((job) => byJob.get(job) ?? { ok: false, error: new AppError('deadline-passed') });
    }
  }
}

/** Codes of errors that one card may have caused; any other failure concerns the whole batch. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['internal', 'conflict']);
const FOREIGN_KEY_VIOLATION = '23503';

/** Returns true when the player was deleted during the request. */
function isGone(error: unknown): boolean {
  if (error instanceof PlayerGone) return true;
  return error instanceof QueryFailedError && error.driverError.code === FOREIGN_KEY_VIOLATION;
}
