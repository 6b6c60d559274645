import type { EntityManager } from 'typeorm';
import { RENEW_S } from './auth-options.js';
import type { SessionPlayer } from './session-player.js';

/**
 * Returns the players of active sessions whose accounts are not suspended, in the order of the tokens; null where there is none. Every
 * signed-in request runs this query, together with those that arrive at the same time.
 */
export async function playersOfSessions(
  manager: EntityManager,
  tokens: readonly string[],
): Promise<(SessionPlayer | null)[]> {
  const rows = await manager.query<(SessionPlayer & { token: string })[]>(
    `SELECT s.token, u.id, u.n, u.name, u.email, u.team, u.role, s.id AS "sessionId",
       s."updatedAt" < now() - make_interval(secs => ${RENEW_S}) AS aged
     FROM "session" s JOIN "user" u ON u.id = s."userId"
     WHERE s.token = ANY($1) AND s."expiresAt" > now() AND u.banned_at IS NULL`,
    [tokens],
  );
  const byToken = new Map(rows.map(({ token, ...player }) => [token, player]));
  return tokens.map((token) => byToken.get(token) ?? null);
}

/** How a request names the player whom it may sign in; null where it does not. */
export interface NamedBy {
  readonly id: string | null;
  readonly email: string | null;
  /** Identifier of a sign-in that waits for a code. */
  readonly waiting: string | null;
}

/** @returns the player, and how often all access of the player has ended; null for no such player */
export async function playerToSignIn(
  manager: EntityManager,
  { id, email, waiting }: NamedBy,
): Promise<{ id: string; epoch: number } | null> {
  const [player] = await manager.query<{ id: string; epoch: number }[]>(
    `SELECT id, access_epoch AS epoch FROM "user"
     WHERE id = $1 OR email = $2 OR id = (SELECT value FROM "verification" WHERE identifier = $3)`,
    [id, email, waiting],
  );
  return player ?? null;
}

/**
 * Returns how often all access of the player has ended, and whose session the token is (null: nobody's). Waits for an
 * end of access that is being committed.
 */
export async function accessNow(
  manager: EntityManager,
  player: string,
  token: string | null,
): Promise<{ epoch: number; owner: string | null } | null> {
  const [now] = await manager.query<{ epoch: number; owner: string | null }[]>(
    `SELECT u.access_epoch AS epoch, (SELECT "userId" FROM "session" WHERE token = $2) AS owner
     FROM "user" u WHERE u.id = $1 FOR SHARE OF u`,
    [player, token],
  );
  return now ?? null;
}

/** Blocks an end of the player's access until the commit. @returns false when the session has ended */
export async function holdSession(tx: EntityManager, player: string, sessionId: string): Promise<boolean> {
  const open = await tx.query<unknown[]>(
    'SELECT 1 FROM "user" u JOIN "session" s ON s."userId" = u.id WHERE u.id = $1 AND s.id = $2 FOR SHARE OF u, s',
    [player, sessionId],
  );
  return open.length > 0;
}

/** Those of these sessions that are over, or whose player is suspended. The answer names nobody in most cases. */
export async function endedOf(manager: EntityManager, sessions: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT given.id FROM unnest($1::text[]) AS given (id)
     WHERE NOT EXISTS (
       SELECT 1 FROM "session" s JOIN "user" u ON u.id = s."userId"
       WHERE s.id = given.id AND s."expiresAt" > now() AND u.banned_at IS NULL
     )`,
    [sessions],
  );
  return rows.map(({ id }) => id);
}
