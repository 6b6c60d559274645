import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { RightOfWay } from '../../platform/work/right-of-way.js';
import { StaleFenceError } from '../slate/slate.service.js';
import {
  intervalOf,
  isLive,
  type LastPoll,
  nextDelay,
  staleAfter,
  stateAfterFailure,
  untilLive,
  type WatchedGame,
} from './cadence.js';
import { FeedAlerts } from './feed-alerts.js';
import { FeedBoards } from './feed-boards.js';
import { FeedMetrics } from './feed-metrics.js';
import {
  claimPoll,
  finishPoll,
  type Lease,
  markStale,
  type PollResult,
  releasePoll,
  STORE_MS,
  watchedGames,
} from './feed-poll.sql.js';
import { FeedStateService } from './feed-state.service.js';
import { FeedError, ScoreFeed, type ScoresAnswer } from './score-feed.js';

/** Waits, or returns at once when the signal fires. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** After a failure the poller waits at least this share of an interval, however long the failure took. */
const REST_SHARE = 0.25;

interface Taken extends Pick<ScoresAnswer, 'etag' | 'maxAgeMs' | 'latencyMs'> {
  /** Watched games, and the database's clock. */
  readonly games: readonly WatchedGame[];
  readonly now: Date;
}

/** One poll: reads, stores, and plans the next one. */
@Injectable()
export class FeedPoller {
  private readonly logger = new Logger(FeedPoller.name);

  constructor(
    private readonly feed: ScoreFeed,
    private readonly manager: EntityManager,
    private readonly boards: FeedBoards,
    private readonly alerts: FeedAlerts,
    private readonly state: FeedStateService,
    private readonly metrics: FeedMetrics,
    private readonly rightOfWay: RightOfWay,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Polls if a poll is due and no other worker does. Failures of the feed are stored, not thrown.
   * @returns the turn after a successful poll: its token is valid until another worker polls
   */
  async poll(signal: AbortSignal): Promise<Lease | null> {
    const { url, timeoutMs } = this.config.feed;
    const lease = await claimPoll(this.manager, url, timeoutMs + STORE_MS);
    if (lease === null) return null;
    this.metrics.lastSuccess(lease.sinceSuccessMs);
    const started = performance.now();
    const alarm = this.armAlarm(lease);
    try {
      const taken = await this.take(lease, signal);
      return (await this.succeeded(lease, taken)) ? lease : null;
    } catch (error) {
      if (error instanceof StaleFenceError) {
        this.metrics.polls.inc({ outcome: 'fenced' });
        this.logger.warn(`a poll woke up too late: ${error.message}`);
      } else if (error instanceof FeedError && error.code === 'aborted') {
        await releasePoll(this.manager, lease);
      } else {
        await this.failed(lease, error, started);
      }
      return null;
    } finally {
      clearTimeout(alarm);
    }
  }

  /**
   * From the first byte on the answer may contain a score, which is more urgent than all other work of this process.
   */
  private async take(lease: Lease, signal: AbortSignal): Promise<Taken> {
    const turn = this.rightOfWay.turn();
    try {
      const answer = await this.feed.scores({ etag: lease.etag, signal, onAnswer: () => turn.begin() });
      this.metrics.latency.observe(answer.latencyMs / 1_000);
      const watched = await this.boards.takeIn(answer, lease, signal);
      this.metrics.polls.inc({ outcome: answer.board === null ? 'unchanged' : 'ok' });
      return { ...answer, ...watched };
    } finally {
      turn.end();
    }
  }

  private async succeeded(lease: Lease, { etag, maxAgeMs, latencyMs, games, now }: Taken): Promise<boolean> {
    const live = isLive(games, now);
    const intervalMs = intervalOf(live, this.config.feed, maxAgeMs);
    const delay = nextDelay(intervalMs, live, { ok: true, maxAgeMs }, Math.random);
    const wake = live ? null : untilLive(games, now);
    const delayMs = Math.min(delay, Math.max(wake ?? delay, this.config.feed.liveIntervalMs));
    this.metrics.lastSuccess(0);
    const mine = await this.finish(lease, { state: 'ok', error: null, delayMs, intervalMs, latencyMs, etag });
    if (mine) await this.alerts.recovered(lease.failures);
    return mine;
  }

  private async failed(lease: Lease, error: unknown, started: number): Promise<void> {
    const outcome = error instanceof FeedError ? error.code : 'store';
    const message = error instanceof Error ? error.message : String(error);
    this.metrics.polls.inc({ outcome });
    if (outcome === 'store') this.logger.error(`an answer could not be stored: ${message}`);
    else if (lease.failures === 0) this.logger.warn(`the feed fails: ${message}`);

    const { games, now } = await watchedGames(this.manager);
    const live = isLive(games, now);
    const intervalMs = intervalOf(live, this.config.feed, null);
    const elapsed = performance.now() - started;
    const failures = lease.failures + 1;
    const outageMs = lease.outageMs + elapsed;
    const stored = error instanceof FeedError && error.stored;
    const last: LastPoll = {
      ok: false,
      failures,
      outageMs,
      refused: error instanceof FeedError && error.refused,
      retryAfterMs: error instanceof FeedError ? error.retryAfterMs : null,
    };
    // the readable part of such an answer must not arrive later than usual
    const wait = nextDelay(intervalMs, live, stored ? { ok: true, maxAgeMs: null } : last, Math.random);
    const delayMs = stored ? wait : Math.max(wait, elapsed + intervalMs * REST_SHARE);
    const sinceSuccess = (lease.sinceSuccessMs ?? lease.outageMs + intervalMs) + elapsed;
    const promised = Math.max(lease.intervalMs, intervalMs);
    const state = stateAfterFailure(sinceSuccess, delayMs - elapsed, promised);
    const mine = await this.finish(lease, { state, error: message.slice(0, 300), delayMs, intervalMs });
    if (mine) await this.alerts.failed({ error, failures, outageMs, live, intervalMs });
  }

  private async finish(lease: Lease, result: PollResult): Promise<boolean> {
    const mine = await finishPoll(this.manager, lease, this.config.feed.url, result);
    if (mine) await this.state.publish();
    return mine;
  }

  /** A hanging poll must not hide that scores are old: the feed becomes stale on time, before the poll ends. */
  private armAlarm(lease: Lease): NodeJS.Timeout {
    const interval = Math.max(lease.intervalMs, this.config.feed.liveIntervalMs);
    const wait = Math.max(staleAfter(interval) - (lease.sinceSuccessMs ?? interval), interval / 2);
    return setTimeout(() => {
      markStale(this.manager, lease)
        .then(() => this.state.publish())
        .catch((error: unknown) =>
          this.logger.error(`the feed's state could not be written: ${String(error)}`),
        );
    }, wait);
  }
}
