import { DEFAULT_RULES } from '@sunday-live/scoring';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { REDIS_URL } from '../system/services.js';

const KEY = 'sunday-bench-scale';
const AT_ONCE = 1_000;

/** Milliseconds that others need for one table of one scope and one set of rules, without tie-breaks. */
export interface Alternatives {
  /** A sorted set with a score for everybody, a thousand to a command, then the ranks around one player. */
  readonly redisWrite: number;
  readonly redisAround: number;
  /** `rank()` over everybody's season, then a page. */
  readonly rank: number;
}

export async function alternatives(db: pg.Client, players: number, week: number): Promise<Alternatives> {
  const redis = new Redis(REDIS_URL);
  try {
    const redisWrite = await timed(async () => {
      const pipeline = redis.pipeline();
      for (let from = 0; from < players; from += AT_ONCE) {
        const members: (string | number)[] = [];
        for (let n = from; n < Math.min(players, from + AT_ONCE); n += 1)
          members.push(n % 517, `player ${n}`);
        pipeline.zadd(KEY, ...members);
      }
      await pipeline.exec();
    });
    const redisAround = await timed(async () => {
      const rank = (await redis.zrevrank(KEY, `player ${Math.floor(players / 2)}`)) ?? 0;
      await redis.zrevrange(KEY, Math.max(0, rank - 50), rank + 50, 'WITHSCORES');
    });
    const rank = await timed(async () => {
      await db.query(
        `SELECT * FROM (
           SELECT n, season_points, rank() OVER (ORDER BY season_points DESC) AS rank
           FROM result_in_words WHERE (season, season_type, week, rules) = (2024, 2, $1, $3)
         ) AS ranked WHERE rank > $2::int ORDER BY rank LIMIT 100`,
        [week - 1, Math.floor(players / 2), DEFAULT_RULES],
      );
    });
    return { redisWrite, redisAround, rank };
  } finally {
    await redis.del(KEY);
    redis.disconnect();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
