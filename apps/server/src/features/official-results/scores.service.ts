import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BULK_LIMIT_MS, withQueryLimit } from '../../platform/database/session.js';
import { inBulk } from '../../platform/database/statements.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { SeasonKey } from '../slate/week-key.js';
import { analyzeResults } from './player-week.sql.js';
import { seasonTypesOf } from './results.sql.js';
import { type Progress, ResultProgressStore } from './results.store.js';
import { ChangedWeeks, SeasonChanges } from './season-changes.js';
import { SeasonWriter, type Step } from './season-writer.js';

const PAGE = 1000;
/** If the results are further behind than this many events, everything is computed again. A minute of saves is less. */
const MAX_BEHIND = 100_000;
/** From this many changed rows on the planner gets new statistics at once: autovacuum may take a minute. */
const ANALYZED_ROWS = 1000;

/** The input of one run, and the state of `result_progress` that it expects. */
interface Run {
  progress: Progress;
  /** Data that is read after this is at least as new as this position. */
  readonly stream: Stream;
  readonly changes: SeasonChanges;
}

/** Thrown when another worker has changed results, or processed more of the log, between two steps of a run. */
class Overtaken extends Error {}

/**
 * Keeps the results of weeks and the season equal to what cards and final games give (rules R1 to R4 of
 * docs/season.md). It reads from the log which weeks have changed and computes those from scratch, one transaction
 * per week. The progress advances in the last transaction: a run that ends early is repeated, and finds the finished
 * weeks correct.
 */
@Injectable()
export class ScoresService {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly progress: ResultProgressStore,
    private readonly seasons: SeasonWriter,
  ) {}

  /** Processes everything since the last run. @returns how many rows have changed */
  async update(): Promise<number> {
    return withQueryLimit(BULK_LIMIT_MS, async () => {
      let rows = 0;
      for (;;) {
        const run = await this.begin();
        if (run === null) return rows;
        try {
          for (const [season, weeks] of run.changes.bySeason()) {
            const step = this.stepOf(run, (changed) => {
              rows += changed;
            });
            await this.updateSeason(step, season, weeks);
          }
          await this.end(run);
          if (rows >= ANALYZED_ROWS) await analyzeResults(this.db.manager);
          return rows;
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
        }
      }
    });
  }

  /**
   * Waits until nobody writes results, and blocks writers until the caller's transaction ends, which changes players
   * or cards.
   */
  async hold(tx: EntityManager): Promise<void> {
    await this.progress.lock(tx);
    await this.progress.noteWrite(tx);
  }

  /** Computes one week from scratch, even if the log contains no change of it. */
  async recompute(tx: EntityManager, key: SeasonKey, week: number): Promise<number> {
    await this.progress.lock(tx);
    const rows = await inBulk(tx, () =>
      this.seasons.write((work) => work(tx), key, ChangedWeeks.only(key.seasonType, week)),
    );
    if (rows > 0) await this.progress.noteWrite(tx);
    return rows;
  }

  /** Reads what has changed. @returns null when everything is processed */
  private async begin(): Promise<Run | null> {
    const { epoch, head } = await this.log.stream();
    const known = await this.progress.read(this.db.manager);
    if (known.epoch === epoch && known.seq >= head) return null;
    return this.db.transaction(async (tx) => {
      const progress = await this.progress.lock(tx);
      const stream = await this.log.stream(tx);
      return { progress, stream, changes: await this.changesSince(progress, stream, tx) };
    });
  }

  private stepOf(run: Run, count: (rows: number) => void): Step {
    return async (work) => {
      const { rows, progress } = await this.db.transaction(async (tx) => {
        const found = await this.lockFor(run, tx);
        const changed = await inBulk(tx, () => work(tx));
        if (changed === 0) return { rows: 0, progress: found };
        await this.progress.noteWrite(tx);
        return { rows: changed, progress: { ...found, writes: found.writes + 1 } };
      });
      run.progress = progress;
      count(rows);
      return rows;
    };
  }

  private async end(run: Run): Promise<void> {
    const { epoch, head } = run.stream;
    await this.db.transaction(async (tx) => {
      await this.lockFor(run, tx);
      await this.progress.move(tx, { epoch, seq: head, season: run.changes.current });
    });
  }

  /** @throws Overtaken when the run's sums may be outdated, since they stay in memory from one step to the next */
  private async lockFor(run: Run, tx: EntityManager): Promise<Progress> {
    const found = await this.progress.lock(tx);
    const { epoch, seq, writes } = run.progress;
    if (found.epoch !== epoch || found.seq !== seq || found.writes !== writes) throw new Overtaken();
    return found;
  }

  private async changesSince(from: Progress, to: Stream, tx: EntityManager): Promise<SeasonChanges> {
    if (from.epoch !== to.epoch || from.seq > to.head || to.head - from.seq > MAX_BEHIND)
      return this.everything(tx, from.season);
    const changes = new SeasonChanges(from.season);
    for (let seq = from.seq; seq < to.head; ) {
      const events = await this.log.readAfter(to.epoch, seq, PAGE, tx);
      if (events[0]?.seq !== seq + 1) return this.everything(tx, from.season);
      for (const event of events) {
        if (event.seq <= to.head) changes.note(event);
        seq = event.seq;
      }
    }
    return changes;
  }

  private async everything(tx: EntityManager, before: number | null): Promise<SeasonChanges> {
    return SeasonChanges.everything(before, (await this.reader.season(tx))?.season ?? null);
  }

  private async updateSeason(step: Step, season: number, changed: ChangedWeeks): Promise<void> {
    for (const seasonType of await seasonTypesOf(this.db.manager, season))
      await this.seasons.write(step, { season, seasonType }, changed);
  }
}
