import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../errors/app-error.js';

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
    private readonly db: DataSource,
  ) {}

  /**
   * Counts one hit.
   * @throws AppError `too-many-requests` beyond the limit, with the seconds until the window ends
   */
  async hit(...counter: Counter): Promise<void> {
    if (!this.config.rateLimits) return;
    const [limit] = counter;
    const [row] = await this.db.query<{ hits: number; wait: number }[]>(
      `INSERT INTO rate_limit AS r (key, hits, resets_at) VALUES ($1, 1, now() + make_interval(secs => $2))
       ON CONFLICT (key) DO UPDATE SET
         hits = CASE WHEN r.resets_at <= now() THEN 1 ELSE LEAST(r.hits + 1, 1000000) END,
         resets_at = CASE WHEN r.resets_at <= now() THEN excluded.resets_at ELSE r.resets_at END
       RETURNING hits, GREATEST(1, ceil(extract(epoch FROM resets_at - now())))::int AS wait`,
      [keyOf(counter), limit.windowSeconds],
    );
    if (row !== undefined && row.hits > limit.hits) {
      throw new AppError('too-many-requests', undefined, undefined, row.wait);
    }
    if (Math.random() < 0.01) await this.db.query('DELETE FROM rate_limit WHERE resets_at <= now()');
  }

  /**
   * Takes back one own hit, where only failures count and this was none. Hits of others stay, so that an occasional
   * success does not make up for failures.
   */
  async takeBack(...counter: Counter): Promise<void> {
    if (!this.config.rateLimits) return;
    await this.db.query('UPDATE rate_limit SET hits = GREATEST(hits - 1, 0) WHERE key = $1', [
      keyOf(counter),
    ]);
  }

  /** Resets a counter and all counters that extend its subject. Only for a proof that cannot be guessed. */
  async lift(...counter: Counter): Promise<void> {
    if (!this.config.rateLimits) return;
    await this.db.query(`DELETE FROM rate_limit WHERE key = $1 OR starts_with(key, $1 || ':')`, [
      keyOf(counter),
    ]);
  }
}

/** Hashes the key, so that the table contains no addresses and no emails. */
function keyOf([{ what }, ...of]: Counter): string {
  return [what, ...of.map((part) => createHash('sha256').update(part).digest('base64url'))].join(':');
}
