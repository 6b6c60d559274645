import { counted, place } from '@sunday-live/contract';
import { DEFAULT_RULES } from '@sunday-live/scoring';
import { z } from 'zod';
import { nameOfWeek } from '../../slate/week-key.js';
import { HAS_REACHABLE_DEVICE } from '../devices/devices.sql.js';
import { newsWeek, weekAddress } from './news-week.js';
import { notificationKind } from './notification-kind.js';

const schema = z.object({
  kind: z.literal('result'),
  ...newsWeek,
  points: z.number().int(),
  rank: z.number().int(),
  shared: z.boolean(),
  players: z.number().int(),
});

/** Only results confirmed within this period are news; older ones were imported. */
const VALID = '1 day';

/**
 * The results of the player's week are confirmed, among all players by the default rules, as in the email (rule N5).
 */
export const resultKind = notificationKind({
  kind: 'result',
  schema,
  addDue: async ({ db, serverKey, state }) => {
    const rows = await db.query<unknown[]>(
      `WITH late AS (
         SELECT season_type, week, confirmed_at FROM week_result
         WHERE (season, state) = ($2, 'confirmed') AND confirmed_at > now() - interval '${VALID}'
       ), scores AS (
         SELECT s.n, s.points, s.rank, l.season_type, l.week, l.confirmed_at,
           count(*) OVER (PARTITION BY l.season_type, l.week) AS players,
           count(*) OVER (PARTITION BY l.season_type, l.week, s.rank) > 1 AS shared
         FROM result_in_words s JOIN late l USING (season_type, week)
         WHERE (s.season, s.rules) = ($2, $3) AND s.played IS NOT NULL
       )
       INSERT INTO push_news (key, player, data, valid_until)
       SELECT concat_ws(':', 'result', $2::int, s.season_type, s.week, c.player), c.player,
         jsonb_build_object('kind', 'result', 'season', $2::int, 'seasonType', s.season_type, 'week', s.week, 'points', s.points, 'rank', s.rank, 'shared', s.shared,
           'players', s.players),
         s.confirmed_at + interval '${VALID}'
       FROM scores s JOIN "user" u ON u.n = s.n JOIN push_choice c ON c.player = u.id
       WHERE c.result AND ${HAS_REACHABLE_DEVICE}
       ON CONFLICT (key) DO NOTHING RETURNING 1`,
      [serverKey, state.season, DEFAULT_RULES],
    );
    return rows.length;
  },
  say: (news) =>
    news.map((each) => ({
      title: `${nameOfWeek(each)}: ${counted(each.points, 'point')}`,
      body: `Place ${place(each.rank, each.shared)} of ${each.players}.`,
      path: `/results/${weekAddress(each)}`,
    })),
});
