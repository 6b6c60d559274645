import type { EntityManager } from 'typeorm';

/** Locks the row of a token's player, in the same order as an end of access, to avoid a deadlock. */
export async function lockPlayerOfToken(tx: EntityManager, hash: string): Promise<void> {
  await tx.query(
    'SELECT 1 FROM "user" WHERE id = (SELECT player FROM one_time_token WHERE hash = $1) FOR UPDATE',
    [hash],
  );
}

/**
 * Deletes a token.
 * @returns its purpose; `fresh` is false when it has expired or its player's account is suspended; null for an
 * unknown token
 */
export async function takeToken(
  tx: EntityManager,
  hash: string,
): Promise<{ player: string; detail: string; fresh: boolean } | null> {
  const [rows] = await tx.query<[{ player: string; detail: string; fresh: boolean }[], number]>(
    `DELETE FROM one_time_token t USING "user" u WHERE t.hash = $1 AND u.id = t.player
     RETURNING t.player, t.detail, t.expires_at > now() AND u.banned_at IS NULL AS fresh`,
    [hash],
  );
  return rows[0] ?? null;
}
