import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../errors/app-error.js';

export interface Limit {
  /** What is counted, `sign-in:account`; names the counter together with `of`. */
  readonly what: string;
  readonly hits: number;
  readonly windowSeconds: number;
}

/** Counts in PostgreSQL, so that all nodes share one count and a restart forgets nothing. */
@Injectable()
export class RateLimit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
  ) {}

  /**
   * Counts one hit of `of` (an address, an account).
   * @throws AppError `too-many-requests` beyond the limit, with the seconds until the window ends
   */
  async hit(limit: Limit, of: string): Promise<void> {
    if (!this.config.rateLimits) return;
    const [row] = await this.db.query<{ hits: number; wait: number }[]>(
      `INSERT INTO rate_limit AS r (key, hits, resets_at) VALUES ($1, 1, now() + make_interval(secs => $2))
       ON CONFLICT (key) DO UPDATE SET
         hits = CASE WHEN r.resets_at <= now() THEN 1 ELSE LEAST(r.hits + 1, 1000000) END,
         resets_at = CASE WHEN r.resets_at <= now() THEN excluded.resets_at ELSE r.resets_at END
       RETURNING hits, GREATEST(1, ceil(extract(epoch FROM resets_at - now())))::int AS wait`,
      [keyOf(limit, of), limit.windowSeconds],
    );
    if (row !== undefined && row.hits > limit.hits) {
      throw new AppError('too-many-requests', undefined, undefined, row.wait);
    }
    if (Math.random() < 0.01) await this.db.query('DELETE FROM rate_limit WHERE resets_at <= now()');
  }

  /** Forgets the hits, after a success. */
  async forget(limit: Limit, of: string): Promise<void> {
    if (this.config.rateLimits)
      await this.db.query('DELETE FROM rate_limit WHERE key = $1', [keyOf(limit, of)]);
  }
}

/** Hashed: the table holds no addresses and no e-mail. */
function keyOf(limit: Limit, of: string): string {
  return `${limit.what}:${createHash('sha256').update(of).digest('base64url')}`;
}
