import { counted, place } from '@sunday-live/contract';
import { z } from 'zod';
import { nameOfWeek } from '../../slate/week-key.js';
import { addResultNews } from './due-news.sql.js';
import { newsWeek, notificationKind, weekAddress } from './notification-kind.js';

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
  addDue: ({ db, serverKey, state }) => addResultNews(db.manager, serverKey, state.season, VALID),
  say: (news) =>
    news.map((each) => ({
      title: `${nameOfWeek(each)}: ${counted(each.points, 'point')}`,
      body: `Place ${place(each.rank, each.shared)} of ${each.players}.`,
      path: `/results/${weekAddress(each)}`,
    })),
});
