import { Injectable, Logger } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { SlateService, StaleFenceError } from '../slate/slate.service.js';
import { sameWeek, type WeekKey, weekWords } from '../slate/week-key.js';
import { FeedAlerts } from './feed-alerts.js';
import { keepUnreadable } from './feed-quarantine.sql.js';
import {
  currentWeek,
  forgetWeeks,
  knownWeeks,
  noteFailed,
  noteRead,
  postpone,
  weeksFailingFor,
} from './feed-week.sql.js';
import { failureWait, nextWeek, weeksOf } from './schedule-plan.js';
import { type FeedBoard, FeedError, ScoreFeed } from './score-feed.js';

/** Reads the board of one named week, and stores its games. */
@Injectable()
export class WeekReader {
  constructor(
    private readonly feed: ScoreFeed,
    private readonly slate: SlateService,
    private readonly manager: EntityManager,
  ) {}

  /**
   * The current week stays, whatever the answer names.
   * @param fence token of the last poll of this worker
   * @returns the answer's games of this week
   * @throws FeedError also `another-week`: the answer has games, but none of this week
   */
  async read(week: WeekKey, fence: number, signal: AbortSignal): Promise<FeedBoard> {
    const answer = await this.feed.schedule(week, signal);
    const games = answer.observation.games.filter((game) => sameWeek(game, week));
    if (games.length === 0 && answer.observation.games.length > 0) {
      throw new FeedError('another-week', `asked for ${weekWords(week)}, answered with another one`);
    }
    const observation = { season: null, seasonType: null, week: null, games };
    await this.slate.apply(observation, fence);
    await keepUnreadable(this.manager, answer.quarantined);
    return { ...answer, observation };
  }
}

/** Result of a step. `fenced`: another worker polls now, and imports, too. */
export type ImportStep = 'read' | 'nothing-due' | 'failed' | 'fenced';

/** A feed that asks us to slow down gets no requests for weeks before this time. */
const REFUSED_MS = 15_000;
const ALERT_AFTER_MS = 3 * 60 * 60_000;
/** Pause after a check that found nothing due. */
const LOOK_AGAIN_MS = 5_000;

/** Reads the season's schedule week by week, between the polls (rule P5). */
@Injectable()
export class ScheduleImporter {
  private readonly logger = new Logger(ScheduleImporter.name);
  private lookAgainAt = 0;

  constructor(
    private readonly reader: WeekReader,
    private readonly manager: EntityManager,
    private readonly alerts: FeedAlerts,
  ) {}

  /** Reads every week again, starting with the next poll. */
  async restart(tx = this.manager): Promise<void> {
    await forgetWeeks(tx);
    this.lookAgainAt = 0;
  }

  /** Reads at most one week. @param fence token of the last poll of this worker */
  async step(fence: number, signal: AbortSignal): Promise<ImportStep> {
    if (performance.now() < this.lookAgainAt) return 'nothing-due';
    const current = await currentWeek(this.manager);
    const known = current === null ? [] : await knownWeeks(this.manager, current.season);
    const week = current && nextWeek(current, known);
    if (!current || !week) {
      this.lookAgainAt = performance.now() + LOOK_AGAIN_MS;
      return 'nothing-due';
    }
    const failures = known.find((entry) => sameWeek(entry, week))?.failures ?? 0;
    try {
      const { observation } = await this.reader.read(week, fence, signal);
      await noteRead(this.manager, week, observation.games.length);
      if (failures > 0) await this.alerts.schedule(await weeksFailingFor(this.manager, ALERT_AFTER_MS));
      return 'read';
    } catch (error) {
      if (error instanceof StaleFenceError) return 'fenced';
      if (!(error instanceof FeedError)) throw error;
      if (error.code === 'aborted') return 'failed';
      this.logger.warn(`${weekWords(week)} could not be read: ${error.message}`);
      await this.failed(current, week, failures + 1, error);
      return 'failed';
    }
  }

  /** Other weeks continue, unless the feed has asked us to slow down. */
  private async failed(current: WeekKey, week: WeekKey, failures: number, error: FeedError): Promise<void> {
    const waitMs = Math.max(failureWait(failures), error.retryAfterMs ?? 0);
    await noteFailed(this.manager, week, waitMs);
    if (error.refused)
      await postpone(this.manager, weeksOf(current), Math.max(error.retryAfterMs ?? 0, REFUSED_MS));
    const failing = await weeksFailingFor(this.manager, ALERT_AFTER_MS);
    if (failing.length > 0) await this.alerts.schedule(failing);
  }
}
