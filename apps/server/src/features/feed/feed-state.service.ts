import { Injectable } from '@nestjs/common';
import type { Feed, FeedHealth } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { Bus } from '../../platform/bus/bus.js';
import { FEED_CHANNEL } from '../../platform/bus/channels.js';
import { weekWords } from '../slate/week-key.js';
import { stateByAge } from './cadence.js';

interface StateRow {
  state: Feed['state'];
  as_of: Date | null;
  age_ms: number;
  interval_ms: number;
}

interface HealthRow {
  failures: number;
  changed_at: Date;
  due_at: Date;
  interval_ms: number;
  latency_ms: number | null;
  source: string | null;
}

interface DoubtRow {
  season: number;
  season_type: number;
  week: number;
  first_at: Date;
  times: number;
}

interface ErrorRow {
  message: string;
  first_at: Date;
  last_at: Date;
  times: number;
}

/** State of the feed, and the time of its last success. */
@Injectable()
export class FeedStateService {
  constructor(
    private readonly db: DataSource,
    private readonly bus: Bus,
  ) {}

  /** The state now: as the last poll left it, or worse when polls have stopped altogether. */
  async current(): Promise<Feed> {
    const [row] = await this.db.query<StateRow[]>(
      `SELECT state, as_of, interval_ms,
         (extract(epoch FROM now() - coalesce(as_of, changed_at)) * 1000)::float8 AS age_ms
       FROM feed_state JOIN feed_poll USING (id) WHERE id = 1`,
    );
    if (row === undefined) throw new Error('the feed has no state');
    return {
      state: stateByAge(row.state, row.age_ms, row.interval_ms),
      asOf: row.as_of?.toISOString() ?? null,
    };
  }

  /** Null while scores are up to date, else the reason why not: for the worker's readiness. */
  async problem(): Promise<string | null> {
    const { state } = await this.current();
    if (state === 'ok') return null;
    const [row] = await this.db.query<{ failures: number; last_error: string | null }[]>(
      'SELECT failures, last_error FROM feed_state',
    );
    const why = row !== undefined && row.failures > 0 ? row.last_error : 'no poll has succeeded lately';
    return `the feed is ${state}: ${why}`;
  }

  /** Details for the admin page. */
  async health(): Promise<FeedHealth> {
    const [row] = await this.db.query<HealthRow[]>(
      `SELECT failures, changed_at, due_at, interval_ms, latency_ms, source
       FROM feed_state JOIN feed_poll USING (id) WHERE id = 1`,
    );
    if (row === undefined) throw new Error('the feed has no state');
    const errors = await this.db.query<ErrorRow[]>(
      'SELECT message, first_at, last_at, times FROM feed_error ORDER BY id DESC LIMIT 20',
    );
    const [doubt] = await this.db.query<DoubtRow[]>(
      'SELECT season, season_type, week, first_at, times FROM feed_doubt',
    );
    return {
      ...(await this.current()),
      doubt:
        doubt === undefined
          ? null
          : {
              words: weekWords({ ...doubt, seasonType: doubt.season_type }),
              firstAt: doubt.first_at.toISOString(),
              times: doubt.times,
            },
      failures: row.failures,
      changedAt: row.changed_at.toISOString(),
      nextPollAt: row.due_at.toISOString(),
      intervalMs: row.interval_ms,
      latencyMs: row.latency_ms,
      source: row.source,
      errors: errors.map(({ message, first_at, last_at, times }) => ({
        message,
        firstAt: first_at.toISOString(),
        lastAt: last_at.toISOString(),
        times,
      })),
    };
  }

  /** Publishes `current` to every node. */
  async publish(): Promise<Feed> {
    const feed = await this.current();
    await this.bus.publish(FEED_CHANNEL, JSON.stringify(feed));
    return feed;
  }
}
