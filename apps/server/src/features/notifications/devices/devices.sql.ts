import type { EntityManager } from 'typeorm';

/** A device to register. */
export interface NewDevice {
  readonly id: string;
  readonly player: string;
  readonly session: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly serverKey: string;
  /** null: the last delay of this session's browser. */
  readonly delaySeconds: number | null;
  /** Id of the device that it replaces, with its delay; null: none. */
  readonly replaces: string | null;
}

/**
 * SQL condition on `push_subscription d` and its `"user" u`: the device may get messages. Its player is not banned,
 * its session has not ended, its push service does not refuse it, and its browser knows our key. `$1` is our public
 * key.
 */
export const REACHABLE = `d.refused_at IS NULL AND d.server_key = $1 AND u.banned_at IS NULL AND EXISTS (
  SELECT 1 FROM "session" s WHERE s.id = d.session AND s."expiresAt" > now()
)`;

/** An SQL condition on `push_choice c` and its `"user" u`: the player has a device that can be reached. `$1` is our public key. */
export const HAS_REACHABLE_DEVICE = `EXISTS (SELECT 1 FROM push_subscription d WHERE d.player = c.player AND ${REACHABLE})`;

/**
 * Stores a device, or its new data. Its delay is the one of the device that it replaces, the given one, or the last
 * one of its session. A device of another player becomes this player's if its secrets are the same.
 * @returns false when the endpoint is known with other secrets
 */
export async function storeDevice(manager: EntityManager, device: NewDevice): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO push_subscription AS d (id, player, session, endpoint, p256dh, auth, server_key, delay_seconds)
     VALUES ($1, $2, $3, $4, $5, $6, $7,
       COALESCE((SELECT delay_seconds FROM push_subscription WHERE id = $9 AND id <> $1 AND player = $2), $8::int,
         (SELECT delay_seconds FROM push_subscription WHERE session = $3 ORDER BY seen_at DESC LIMIT 1), 0))
     ON CONFLICT (id) DO UPDATE SET player = $2, session = $3, p256dh = $5, auth = $6, server_key = $7,
       delay_seconds = excluded.delay_seconds, seen_at = now(),
       -- the same subscription stays refused: its browser has to make another
       refused_at = CASE WHEN d.p256dh = $5 AND d.auth = $6 THEN d.refused_at END
     WHERE d.player = $2 OR (d.p256dh = $5 AND d.auth = $6)
     RETURNING 1`,
    [
      device.id,
      device.player,
      device.session,
      device.endpoint,
      device.p256dh,
      device.auth,
      device.serverKey,
      device.delaySeconds,
      device.replaces,
    ],
  );
  return rows.length > 0;
}

/** Deletes the player's devices beyond `limit`: those not seen for longest. */
export async function deleteBeyond(manager: EntityManager, player: string, limit: number): Promise<void> {
  await manager.query(
    `DELETE FROM push_subscription WHERE id IN (
       SELECT id FROM push_subscription WHERE player = $1 ORDER BY seen_at DESC, id OFFSET $2
     )`,
    [player, limit],
  );
}

/** Deletes unreachable devices: registered for another key, or with an ended session. */
export async function deleteUnreachable(manager: EntityManager, serverKey: string): Promise<void> {
  await manager.query(
    `DELETE FROM push_subscription d USING "session" s
     WHERE s.id = d.session AND (d.server_key <> $1 OR s."expiresAt" <= now())`,
    [serverKey],
  );
}
