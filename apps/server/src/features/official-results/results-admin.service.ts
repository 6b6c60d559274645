import { Injectable } from '@nestjs/common';
import type { Recompute, ResultsCheck } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { seasonTypeOf, type WeekAsked, type WeekKey, weekPath } from '../slate/week-key.js';
import { markState, undoSince } from './results.sql.js';
import { WeekResultStore } from './results.store.js';
import { ResultsTurns } from './results-turns.js';
import { differencesBy } from './score-differences.sql.js';
import { ScoresService } from './scores.service.js';
import { type Review, WeekReviewService } from './week-review.service.js';

/** Lets admins manage results, in the current or the requested season. */
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
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError `unknown-week` */
  async check(asked: WeekAsked): Promise<ResultsCheck> {
    return toCheck(await this.find(this.db.manager, await this.keyOf(asked)));
  }

  /**
   * Accepts the problems that the checks find now; later ones are not covered.
   * @throws AppError `unknown-week`, `week-not-over`; `busy` when the results could not be brought up to date
   */
  async confirm(author: Author, asked: WeekAsked, why?: string): Promise<ResultsCheck> {
    await this.turns.run();
    const at = await this.keyOf(asked);
    await this.log.write(async (tx, log) => {
      await log.lock();
      const { key, week: games, stored, found } = await this.find(tx, at);
      if (games.games.some(({ state }) => state === 'pre' || state === 'in'))
        throw new AppError('week-not-over');
      const accepted = found.problems.map((problem) => problem.key);
      await this.results.write(tx, key, found);
      await this.results.accept(tx, key, at.week, accepted);
      await this.audit.record(tx, author, {
        target: `week/${weekPath(at)}`,
        before: { state: stored?.state ?? 'open' },
        after: { state: 'confirmed', accepted: found.problems.map(({ message }) => message) },
        why,
      });
      if (!(await this.weeks.decide(tx, log))) throw new AppError('busy');
    });
    return this.check(asked);
  }

  /** @throws AppError `unknown-week` */
  async recompute(author: Author, asked: WeekAsked, dryRun: boolean, why?: string): Promise<Recompute> {
    await this.scores.update();
    const key = await this.keyOf(asked);
    const { week } = key;
    return this.db.transaction(async (tx) => {
      await markState(tx);
      const found = await differencesBy(tx, key, week, () => this.scores.recompute(tx, key, week));
      if (dryRun) {
        await undoSince(tx);
        this.audit.nothingChanged(author);
      } else {
        const after = { changed: found.changed };
        await this.audit.record(tx, author, { target: `week/${weekPath(key)}`, after, why });
      }
      return { week, dryRun, ...found };
    });
  }

  private async find(tx: EntityManager, at: WeekKey): Promise<Review> {
    const found = await this.weeks.one(tx, at);
    if (found === null) throw new AppError('unknown-week');
    return found;
  }

  private async keyOf({ week, ...asked }: WeekAsked): Promise<WeekKey> {
    const state = await this.reader.asked(asked, 'current');
    if (state === null || (await this.reader.week(state, week)).games.length === 0)
      throw new AppError('unknown-week');
    return { season: state.season, seasonType: state.seasonType, week };
  }
}

function toCheck({ key, week, found }: Review): ResultsCheck {
  const count = (state: string): number => week.games.filter((game) => game.state === state).length;
  return {
    season: key.season,
    type: seasonTypeOf(key.seasonType),
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
