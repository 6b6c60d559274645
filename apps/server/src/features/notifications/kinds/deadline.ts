import { zonedMoment } from '@sunday-live/contract';
import { z } from 'zod';
import { lockSql, openLocks } from '../../mails/open-locks.js';
import { lacksPickSql } from '../../slate/missing-picks.js';
import { phraseOfWeek, type WeekKey } from '../../slate/week-key.js';
import { HAS_REACHABLE_DEVICE } from '../devices/devices.sql.js';
import { newsWeek, weekAddress } from './news-week.js';
import { type DueContext, notificationKind } from './notification-kind.js';

const schema = z.object({
  kind: z.literal('deadline'),
  ...newsWeek,
  at: z.iso.datetime(),
  /** True when there is a card, which lacks some games. */
  card: z.boolean().default(false),
});

/** Notifies players whose card lacks a game from this long before its lock, until it is too late to act. */
const FROM = '2 hours';
const UNTIL = '10 minutes';
const WEEK = { season: '$2::int', seasonType: '$3::int', week: '$4::int' };

/** The week of the news `n`; older rows without a type are of the current season `s`. */
const NEWS_WEEK = {
  season: `coalesce((n.data->>'season')::int, s.season)`,
  seasonType: `coalesce((n.data->>'seasonType')::int, s.season_type)`,
  week: `(n.data->>'week')::int`,
};

/** Bits of the picks on the card of the player whom the news `n` and its choice `c` are about. */
const HAS = `(SELECT k.has FROM card k JOIN "user" u ON u.n = k.n WHERE u.id = c.player
  AND (k.season, k.season_type, k.week) = (${NEWS_WEEK.season}, ${NEWS_WEEK.seasonType}, ${NEWS_WEEK.week}))`;

/** Picks lock soon, and the player's card lacks some (rule N4). */
export const deadlineKind = notificationKind({
  kind: 'deadline',
  schema,
  stillWanted: `EXISTS (SELECT 1 FROM season_state s WHERE ${lacksPickSql(HAS, NEWS_WEEK)})`,
  addDue: async (context) => {
    const { reader, state } = context;
    const playing = await reader.playing();
    let added = 0;
    for (const week of playing === null ? [] : await reader.weeks(playing)) {
      for (const at of openLocks(week, state))
        added += await addLock(context, { ...state, week: week.week }, at);
    }
    return added;
  },
  say: (news, timeZone) =>
    news.map((each) => ({
      title: each.card
        ? `Your card for ${phraseOfWeek(each)} lacks picks`
        : `No card for ${phraseOfWeek(each)} yet`,
      body: `The next picks lock on ${zonedMoment(each.at, timeZone)}.`,
      path: `/card/${weekAddress(each)}`,
    })),
});

async function addLock({ db, serverKey, state }: DueContext, week: WeekKey, at: Date): Promise<number> {
  const locks = lockSql(state.lock, '$5::timestamptz');
  const rows = await db.query<unknown[]>(
    `INSERT INTO push_news (key, player, data, valid_until)
     SELECT concat_ws(':', 'deadline', $2::int, $3::int, $4::int, 'v' || k.version, c.player), c.player,
       jsonb_build_object('kind', 'deadline', 'season', $2::int, 'seasonType', $3::int, 'week', $4::int, 'at', $6::text, 'card', k.n IS NOT NULL),
       $5::timestamptz - interval '${UNTIL}'
     FROM push_choice c JOIN "user" u ON u.id = c.player
       LEFT JOIN card k ON (k.n, k.season, k.season_type, k.week) = (u.n, $2, $3::int, $4)
     WHERE c.deadline AND ${HAS_REACHABLE_DEVICE}
       AND now() BETWEEN $5::timestamptz - interval '${FROM}' AND $5::timestamptz - interval '${UNTIL}'
       AND ${lacksPickSql('k.has', WEEK, locks.at)} AND NOT ${lacksPickSql('k.has', WEEK, locks.before)}
     ON CONFLICT (key) DO NOTHING RETURNING 1`,
    [serverKey, week.season, week.seasonType, week.week, at, at.toISOString()],
  );
  return rows.length;
}
