import type { EntityManager } from 'typeorm';

/**
 * Ends everything pending of a player, in the caller's transaction: sessions, links in emails, sign-ins that wait for
 * a code, trusted devices. The trigger `user_access_ends` does it, so that a new password, a ban, a changed second
 * factor and a deletion have the same effect for every writer.
 * @param keptSession id of a session that stays
 */
export async function endAccess(tx: EntityManager, playerId: string, keptSession = ''): Promise<void> {
  // locks in the order of the account library, which may be changing the password, to avoid a deadlock
  await tx.query('SELECT 1 FROM "verification" WHERE value = $1 ORDER BY id FOR UPDATE', [playerId]);
  await tx.query('SELECT 1 FROM "session" WHERE "userId" = $1 ORDER BY id FOR UPDATE', [playerId]);
  await tx.query(`SELECT set_config('sunday_live.kept_session', $1, true)`, [keptSession]);
  await tx.query('UPDATE "user" SET access_epoch = access_epoch + 1 WHERE id = $1', [playerId]);
}
