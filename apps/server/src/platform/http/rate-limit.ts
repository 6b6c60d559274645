import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { PAST } from '../database/statements.js';
import { AppError } from '../errors/app-error.js';
import { RateLimitEntity } from './rate-limit.entity.js';
import { countHit } from './rate-limit.sql.js';

export interface Limit {
  /** Name of what is counted, `sign-in:account`; together with the counted subject it identifies the counter. */
  readonly what: string;
  readonly hits: number;
  readonly windowSeconds: number;
}

/** A counter: a limit and its subject (an account, an address, or an account from an address). */
export type Counter = readonly [limit: Limit, ...of: string[]];

/** Counts in PostgreSQL, so that all nodes share one count, which survives restarts. */
@Injectable()
export class RateLimit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(RateLimitEntity) private readonly counters: Repository<RateLimitEntity>,
  ) {}

  /**
   * Counts one hit.
   * @throws AppError `too-many-requests` beyond the limit, with the seconds until the window ends
   */
  async hit(...counter: Counter): Promise<void> {
    if (!this.config.rateLimits) return;
    const [limit] = counter;
    const { hits, wait } = await countHit(this.counters.manager, keyOf(counter), limit.windowSeconds);
    if (hits > limit.hits) throw new AppError('too-many-requests', undefined, undefined, wait);
    if (Math.random() < 0.01) await this.counters.delete({ resetsAt: PAST });
  }

  /**
   * Takes back one own hit, where only failures count and this was none. Hits of others stay, so that an occasional
   * success does not make up for failures.
   */
  async takeBack(...counter: Counter): Promise<void> {
    if (!this.config.rateLimits) return;
    await this.counters.update({ key: keyOf(counter) }, { hits: () => 'GREATEST(hits - 1, 0)' });
  }

  /** Resets a counter and all counters that extend its subject. Only for a proof that cannot be guessed. */
  async lift(...counter: Counter): Promise<void> {
    if (!this.config.rateLimits) return;
    const key = keyOf(counter);
    await this.counters
      .createQueryBuilder()
      .delete()
      .where('key = :key OR starts_with(key, :more)', { key, more: `${key}:` })
      .execute();
  }
}

/** Hashes the key, so that the table contains no addresses and no emails. */
function keyOf([{ what }, ...of]: Counter): string {
  return [what, ...of.map((part) => createHash('sha256').update(part).digest('base64url'))].join(':');
}
