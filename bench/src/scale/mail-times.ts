import { until } from '../harness/until.js';
import { type ScaleStage, timed, type Worked } from './stage.js';

/** The planner looks every 30 s. */
const PLANNED_WITHIN_MS = 300_000;

/** What it costs to store an email for everybody: from the first to the last. */
export interface MailTimes {
  readonly reminders: Worked;
  readonly results: Worked;
}

/** Has the worker plan a reminder and a result email for everybody. Nothing is sent: the mail server counts as paused. */
export async function mailTimes(stage: ScaleStage): Promise<MailTimes> {
  const { db, week } = stage;
  await db.query(`UPDATE mail_server SET retry_at = now() + interval '1 day'`);
  await db.query(
    `UPDATE "user" SET notifications = '{"reminder48h": true, "weeklyResult": true, "pickConfirmation": false}'`,
  );
  // one more game of the last week: everybody's card lacks it
  const reminders = await planned(stage, 'reminder', () =>
    db.query(
      `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state)
       SELECT 'late', season, season_type, week, date_trunc('minute', now()) + interval '20 hours', home, away, 'pre' FROM game WHERE week = $1 ORDER BY id LIMIT 1`,
      [week + 1],
    ),
  );
  const results = await planned(stage, 'weekly-result', () =>
    db.query(
      `UPDATE week_result SET state = 'confirmed', confirmed_at = now(), mails_planned = false WHERE week = $1`,
      [week - 1],
    ),
  );
  return { reminders, results };
}

/** Has the worker issue the receipts of the live week once more. */
export async function receiptTimes(stage: ScaleStage): Promise<Worked> {
  const { db, week } = stage;
  return timed(stage, async () => {
    await db.query(`UPDATE receipt_part SET locks = '{}' WHERE week = $1`, [week]);
    await until('receipts', PLANNED_WITHIN_MS, async () => {
      const { rows } = await db.query(
        `SELECT 1 FROM receipt_part WHERE week = $1 AND locks <> '{}' AND issued_to IS NULL`,
        [week],
      );
      return rows.length > 0;
    });
  });
}

/** @param cause after which everybody is due an email of the kind */
async function planned(stage: ScaleStage, kind: string, cause: () => Promise<unknown>): Promise<Worked> {
  const { db } = stage;
  const found = async (which: string): Promise<boolean> => {
    const { rows } = await db.query(`SELECT 1 FROM mail WHERE kind = $1 AND id > $2 ${which} LIMIT 1`, [
      kind,
      before,
    ]);
    return rows.length > 0;
  };
  const known = await db.query<{ id: number | null }>('SELECT max(id)::int AS id FROM mail');
  const before = known.rows[0]?.id ?? 0;
  await cause();
  await until(`the first ${kind}`, PLANNED_WITHIN_MS, () => found(''));
  const times = await timed(stage, async () => {
    await until(`the last ${kind}`, PLANNED_WITHIN_MS, () =>
      found('AND player = (SELECT id FROM "user" ORDER BY n DESC LIMIT 1)'),
    );
  });
  const { rows } = await db.query<{ lacking: number }>(
    'SELECT count(*)::int AS lacking FROM "user" u WHERE NOT EXISTS (SELECT 1 FROM mail WHERE kind = $1 AND player = u.id)',
    [kind],
  );
  if (rows[0]?.lacking !== 0) throw new Error(`${rows[0]?.lacking} players have no email ${kind}`);
  return times;
}
