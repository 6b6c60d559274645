import type { EntityManager } from 'typeorm';
import { lacksPickSql } from '../../slate/missing-picks.js';
import { ofWeekSql, type WeekKey, weekParams } from '../../slate/week-key.js';

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };

/** Numbers of active players, and of those whose card of the week lacks no game that can still be picked. */
export async function handedIn(
  manager: EntityManager,
  week: WeekKey,
): Promise<{ players: number; done: number }> {
  const [row] = await manager.query<{ players: number; done: number }[]>(
    `SELECT count(*)::int AS players,
       count(*) FILTER (WHERE c.n IS NOT NULL AND NOT ${lacksPickSql('c.has', WEEK)})::int AS done
     FROM "user" u LEFT JOIN card c ON c.n = u.n AND ${ofWeekSql('c')}
     WHERE u.banned_at IS NULL`,
    weekParams(week),
  );
  return row ?? { players: 0, done: 0 };
}
