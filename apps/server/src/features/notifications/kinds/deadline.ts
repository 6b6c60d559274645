import { zonedMoment } from '@sunday-live/contract';
import { z } from 'zod';
import { openLocks } from '../../emails/open-locks.js';
import { lacksPickSql } from '../../slate/missing-picks.js';
import { phraseOfWeek } from '../../slate/week-key.js';
import { addDeadlineNews } from './due-news.sql.js';
import { newsWeek, notificationKind, weekAddress } from './notification-kind.js';

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
  addDue: async ({ db, reader, serverKey, state }) => {
    const playing = await reader.playing();
    let added = 0;
    for (const week of playing === null ? [] : await reader.weeks(playing)) {
      for (const at of openLocks(week, state)) {
        const when = { at, from: FROM, until: UNTIL };
        added += await addDeadlineNews(db.manager, serverKey, { ...state, week: week.week }, when);
      }
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
