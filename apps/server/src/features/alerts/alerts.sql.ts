import type { EntityManager } from 'typeorm';
import type { Audience } from '../../platform/mail/mail-outbox.js';

/** All admins. */
export const ADMINS: Audience = {
  sql: `SELECT id, email, name, "timeZone" FROM "user" WHERE role = 'admin'`,
  params: [],
};

/**
 * Stores an alert. One about the same subject is raised again if it was over or has another text now.
 * @returns the alert, or null when an open one has the same text
 */
export async function raiseAlert(
  manager: EntityManager,
  key: string,
  title: string,
  message: string,
): Promise<{ id: number; raisedAt: Date } | null> {
  const [row] = await manager.query<{ id: number; raisedAt: Date }[]>(
    `INSERT INTO admin_alert AS a (key, title, message) VALUES ($1, $2, $3)
     ON CONFLICT (key) DO UPDATE SET title = excluded.title, message = excluded.message,
       raised_at = now(), cleared_at = NULL, resolved_at = NULL, resolved_by = NULL
     WHERE a.cleared_at IS NOT NULL OR (a.title, a.message) IS DISTINCT FROM (excluded.title, excluded.message)
     RETURNING id, raised_at AS "raisedAt"`,
    [key, title, message],
  );
  return row ?? null;
}
