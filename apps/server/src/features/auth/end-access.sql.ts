import type { EntityManager } from 'typeorm';

/**
 * Ends everything that a player has under way, in the caller's transaction: sessions, links in emails, sign-ins that wait for
 * a code, trusted devices. The database does it by the trigger `user_access_ends`, so that a new password, a ban, a second
 * factor that is turned on or off and a deletion end the same, whoever writes them.
 * @param keptSession id of a session that stays
 */
export async function endAccess(tx: EntityManager, playerId: string, keptSession = ''): Promise<void> {
  // in the order of the account library, which may be about to change the password: neither waits for the other
  await tx.query('SELECT 1 FROM "verification" WHERE value = $1 ORDER BY id FOR UPDATE', [playerId]);
  await tx.query('SELECT 1 FROM "session" WHERE "userId" = $1 ORDER BY id FOR UPDATE', [playerId]);
  await tx.query(`SELECT set_config('sunday_live.kept_session', $1, true)`, [keptSession]);
  await tx.query('UPDATE "user" SET access_epoch = access_epoch + 1 WHERE id = $1', [playerId]);
}
