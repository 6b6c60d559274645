import type pg from 'pg';

/** Why a restored email or notification is not sent; stored with it. */
const REASON = 'not sent: the database was restored from a backup';

/** What a restore did not send. */
export interface Unsent {
  readonly emails: number;
  readonly notifications: number;
}

/** Outboxes that a restore settles, and those whose work may run again. A test compares them with the database. */
export const SETTLED_OUTBOXES = ['mail', 'push_delivery'] as const;
export const REPEATED_OUTBOXES = ['report_task'] as const;

/**
 * Settles emails and notifications that waited when the backup was taken: most of them went out afterwards, and none may
 * arrive twice. Their rows stay, so that nothing is queued again under the same key. Tasks of reports run again. Needs
 * the current schema.
 */
export async function settleOutboxes(client: pg.ClientBase): Promise<Unsent> {
  const emails = await client.query(
    `UPDATE mail SET state = 'dropped', secret = NULL, failed_at = NULL, claim = NULL, last_error = $1
     WHERE state IN ('queued', 'sending')`,
    [REASON],
  );
  const deliveries = await client.query(
    `UPDATE push_delivery SET state = 'dropped', claim = NULL, last_error = $1 WHERE state IN ('queued', 'sending')`,
    [REASON],
  );
  const news = await client.query(`UPDATE push_news SET state = 'dropped' WHERE state = 'waiting'`);
  // the backup that was under way when this one was taken
  await client.query('UPDATE backup_run SET wanted_at = NULL, started_at = NULL, step = NULL');
  return {
    emails: emails.rowCount ?? 0,
    notifications: (deliveries.rowCount ?? 0) + (news.rowCount ?? 0),
  };
}
