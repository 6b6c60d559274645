import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SlateService } from '../slate/slate.service.js';
import { StaleFenceError } from '../slate/stale-fence.error.js';
import { FeedClient, type WeekQuery } from './feed.client.js';
import { FeedError } from './feed-error.js';
import { FeedQuarantineStore } from './feed-quarantine.store.js';
import { FeedWeekStore } from './feed-week.store.js';
import { normalise } from './normalise.js';
import { nextWeek, sameWeek, weeksOf } from './schedule-plan.js';

/** What a step did. `fenced`: another worker polls now, and it imports too. */
export type ImportStep = 'read' | 'nothing-due' | 'failed' | 'fenced';

const AFTER_FAILURE_MS = 15_000;
const UNKNOWN_PARAMETER_MS = 24 * 60 * 60_000;
/** When nothing was due, look again after this. */
const LOOK_AGAIN_MS = 5_000;

/** Reads the season's schedule week by week, between the polls (rule P5). */
@Injectable()
export class ScheduleImporter {
  private readonly logger = new Logger(ScheduleImporter.name);
  private lookAgainAt = 0;

  constructor(
    private readonly client: FeedClient,
    private readonly weeks: FeedWeekStore,
    private readonly slate: SlateService,
    private readonly quarantine: FeedQuarantineStore,
  ) {}

  /** Reads every week again, beginning with the next poll. */
  async restart(tx?: EntityManager): Promise<void> {
    await this.weeks.forget(tx);
    this.lookAgainAt = 0;
  }

  /** Reads at most one week. @param fence token of the last poll of this worker */
  async step(fence: number, signal: AbortSignal): Promise<ImportStep> {
    if (performance.now() < this.lookAgainAt) return 'nothing-due';
    const current = await this.weeks.current();
    const week = current && nextWeek(current, await this.weeks.known(current.season));
    if (!current || !week) {
      this.lookAgainAt = performance.now() + LOOK_AGAIN_MS;
      return 'nothing-due';
    }
    try {
      return await this.read(current, week, fence, signal);
    } catch (error) {
      if (error instanceof StaleFenceError) return 'fenced';
      if (!(error instanceof FeedError)) throw error;
      if (error.code === 'aborted') return 'failed';
      this.logger.warn(`week ${week.week} could not be read: ${error.message}`);
      await this.weeks.wait(weeksOf(current), Math.max(error.retryAfterMs ?? 0, AFTER_FAILURE_MS));
      return 'failed';
    }
  }

  private async read(
    current: WeekQuery,
    week: WeekQuery,
    fence: number,
    signal: AbortSignal,
  ): Promise<ImportStep> {
    const { scoreboard } = await this.client.read({ week, signal });
    if (scoreboard === null) throw new FeedError('status', 'not changed, though no tag was sent');
    const { observation, quarantined } = normalise(scoreboard);
    const games = observation.games.filter((game) => sameWeek(game, week));
    if (games.length === 0 && observation.games.length > 0) {
      this.logger.warn(`the feed answers week ${week.week} with another one: the schedule is not imported`);
      await this.weeks.wait(weeksOf(current), UNKNOWN_PARAMETER_MS);
      return 'failed';
    }
    await this.slate.apply({ season: null, seasonType: null, week: null, games }, fence);
    await this.quarantine.keep(quarantined);
    await this.weeks.read(week, games.length);
    return 'read';
  }
}
