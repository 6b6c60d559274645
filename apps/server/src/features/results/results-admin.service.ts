import { Injectable } from '@nestjs/common';
import type { Recompute, ResultsCheck } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { ResultsTurns } from './results-turns.js';
import { ScoreDifferences } from './score-differences.js';
import type { SeasonKey } from './score-store.js';
import { ScoresService } from './scores.service.js';
import { WeekResultStore } from './week-result.store.js';
import { type Review, WeekReviewService } from './week-review.service.js';

/** What admins do with results. Weeks are those of the current season. */
@Injectable()
export class ResultsAdminService {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly turns: ResultsTurns,
    private readonly weeks: WeekReviewService,
    private readonly results: WeekResultStore,
    private readonly scores: ScoresService,
    private readonly differences: ScoreDifferences,
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError `unknown-week` */
  async check(week: number): Promise<ResultsCheck> {
    return toCheck(await this.find(this.db.manager, week));
  }

  /**
   * Lets the problems pass that the checks find now: those, not others that come later.
   * @throws AppError `unknown-week`, `week-not-over`; `busy` when the scores could not be worked in
   */
  async confirm(author: Author, week: number, why?: string): Promise<ResultsCheck> {
    await this.turns.run();
    await this.log.write(async (tx, log) => {
      await log.lock();
      const { key, week: games, stored, found } = await this.find(tx, week);
      if (games.games.some(({ state }) => state === 'pre' || state === 'in'))
        throw new AppError('week-not-over');
      const accepted = found.problems.map((problem) => problem.key);
      await this.results.write(tx, key, found);
      await this.results.accept(tx, key, week, accepted);
      await this.audit.record(tx, author, {
        target: `week/${key.season}/${week}`,
        before: { state: stored?.state ?? 'open' },
        after: { state: 'confirmed', accepted: found.problems.map(({ message }) => message) },
        why,
      });
      if (!(await this.weeks.decide(tx, log))) throw new AppError('busy');
    });
    return this.check(week);
  }

  /** @throws AppError `unknown-week` */
  async recompute(author: Author, week: number, dryRun: boolean, why?: string): Promise<Recompute> {
    await this.scores.update();
    const key = await this.keyOf(week);
    return this.db.transaction(async (tx) => {
      await tx.query('SAVEPOINT before');
      const found = await this.differences.of(tx, key, week, () => this.scores.recompute(tx, key, week));
      if (dryRun) {
        await tx.query('ROLLBACK TO SAVEPOINT before');
        this.audit.nothingChanged(author);
      } else {
        const after = { changed: found.changed };
        await this.audit.record(tx, author, { target: `week/${key.season}/${week}`, after, why });
      }
      return { week, dryRun, ...found };
    });
  }

  private async find(tx: EntityManager, week: number): Promise<Review> {
    const state = await this.reader.season(tx);
    const reviews = await this.weeks.all(tx);
    const found = reviews.find(
      ({ key, found: { week: number } }) => key.seasonType === state?.seasonType && number === week,
    );
    if (found === undefined) throw new AppError('unknown-week');
    return found;
  }

  private async keyOf(week: number): Promise<SeasonKey> {
    const state = await this.reader.season();
    if (state === null || (await this.reader.week(state, week)).games.length === 0)
      throw new AppError('unknown-week');
    return { season: state.season, seasonType: state.seasonType };
  }
}

function toCheck({ key, week, found }: Review): ResultsCheck {
  const count = (state: string): number => week.games.filter((game) => game.state === state).length;
  return {
    season: key.season,
    week: found.week,
    state: found.state,
    games: {
      scheduled: found.scheduled,
      stored: week.games.length,
      final: count('post'),
      calledOff: count('off'),
    },
    problems: found.problems.map(({ key: _, ...problem }) => problem),
  };
}
