import { Injectable } from '@nestjs/common';
import type { Feed, FeedHealth } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { Bus, FEED_CHANNEL } from '../../platform/bus/bus.js';
import { weekWords } from '../slate/week-key.js';
import { stateByAge } from './cadence.js';
import { FeedDoubtEntity, FeedErrorEntity } from './feed.entity.js';
import { type FeedNow, feedNow } from './feed-state.sql.js';

const LISTED_ERRORS = 20;

/** State of the feed, and the time of its last success. */
@Injectable()
export class FeedStateService {
  constructor(
    private readonly db: DataSource,
    private readonly bus: Bus,
  ) {}

  /** Returns the current state: as the last poll left it, or worse when polls have stopped. */
  async current(): Promise<Feed> {
    return toFeed(await feedNow(this.db.manager));
  }

  /** Returns null while scores are up to date, otherwise the reason, for the worker's readiness. */
  async problem(): Promise<string | null> {
    const now = await feedNow(this.db.manager);
    const { state } = toFeed(now);
    if (state === 'ok') return null;
    return `the feed is ${state}: ${now.failures > 0 ? now.lastError : 'no poll has succeeded lately'}`;
  }

  /** Details for the admin page. */
  async health(): Promise<FeedHealth> {
    const { manager } = this.db;
    const now = await feedNow(manager);
    const errors = await manager.find(FeedErrorEntity, { order: { id: 'DESC' }, take: LISTED_ERRORS });
    const doubt = await manager.findOneBy(FeedDoubtEntity, { id: 1 });
    return {
      ...toFeed(now),
      doubt: doubt && {
        words: weekWords(doubt),
        firstAt: doubt.firstAt.toISOString(),
        times: doubt.times,
      },
      failures: now.failures,
      changedAt: now.changedAt.toISOString(),
      nextPollAt: now.dueAt.toISOString(),
      intervalMs: now.intervalMs,
      latencyMs: now.latencyMs,
      source: now.source,
      errors: errors.map(({ message, firstAt, lastAt, times }) => ({
        message,
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
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

function toFeed({ state, asOf, ageMs, intervalMs }: FeedNow): Feed {
  return { state: stateByAge(state, ageMs, intervalMs), asOf: asOf?.toISOString() ?? null };
}
