import { Injectable } from '@nestjs/common';
import type { PushChoices } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';

/** A device to be registered. */
export interface NewDevice {
  readonly id: string;
  readonly player: string;
  readonly session: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly serverKey: string;
  /** null: as it was for the browser of this session. */
  readonly delaySeconds: number | null;
  /** Id of the device whose place it takes, with its delay; null = of none. */
  readonly replaces: string | null;
}

export interface DeviceRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly delaySeconds: number;
  readonly refused: boolean;
}

const NOTHING: PushChoices = {
  lead: false,
  banker: false,
  deadline: false,
  result: false,
  sound: false,
  league: null,
};

/**
 * An SQL condition on `push_subscription d` and its `"user" u`: who may still be told. Not the banned, not on a device whose
 * session is over or that its push service refuses, not by a key that its browser does not know. `$1` is our public key.
 */
export const REACHABLE = `d.refused_at IS NULL AND d.server_key = $1 AND u.banned_at IS NULL AND EXISTS (
  SELECT 1 FROM "session" s WHERE s.id = d.session AND s."expiresAt" > now()
)`;

/** Reads and writes `push_subscription` and `push_choice`. */
@Injectable()
export class DeviceStore {
  constructor(private readonly db: DataSource) {}

  async choices(player: string): Promise<PushChoices> {
    const [row] = await this.db.query<PushChoices[]>(
      'SELECT lead, banker, deadline, result, sound, league FROM push_choice WHERE player = $1',
      [player],
    );
    return row ?? NOTHING;
  }

  async choose(
    player: string,
    { lead, banker, deadline, result, sound, league }: PushChoices,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO push_choice (player, lead, banker, deadline, result, sound, league) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (player) DO UPDATE SET lead = $2, banker = $3, deadline = $4, result = $5, sound = $6, league = $7`,
        [player, lead, banker, deadline, result, sound, league],
      );
      await forgetNoted(tx, player);
    });
  }

  async devices(player: string): Promise<DeviceRow[]> {
    return this.db.query<DeviceRow[]>(
      `SELECT d.id, NULLIF(s."userAgent", '') AS "userAgent", d.created_at AS "createdAt",
         d.delay_seconds AS "delaySeconds", d.refused_at IS NOT NULL AS refused
       FROM push_subscription d JOIN "session" s ON s.id = d.session
       WHERE d.player = $1 AND s."expiresAt" > now() ORDER BY d.created_at, d.id`,
      [player],
    );
  }

  /**
   * Registers a device, or says anew what is known of it. One that was somebody else's becomes this player's: it is the same
   * browser, which its secret proves. The device whose place it takes goes.
   * @param limit so many devices a player has at most; those not seen for longest make room
   * @returns false when the endpoint is known with another secret
   */
  async register(device: NewDevice, limit: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const known = await tx.query<{ player: string }[]>(
        'SELECT player FROM push_subscription WHERE id = $1',
        [device.id],
      );
      const rows = await tx.query<unknown[]>(
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
      if (rows.length === 0) return false;
      // before places are counted: it must not cost another device its own
      await tx.query('DELETE FROM push_subscription WHERE id = $1 AND id <> $2 AND player = $3', [
        device.replaces,
        device.id,
        device.player,
      ]);
      if (known[0]?.player === device.player) return true;
      // what waits was for whoever had the device before
      await tx.query('DELETE FROM push_delivery WHERE subscription = $1', [device.id]);
      await forgetNoted(tx, device.player);
      await tx.query(
        `DELETE FROM push_subscription WHERE id IN (
           SELECT id FROM push_subscription WHERE player = $1 ORDER BY seen_at DESC, id OFFSET $2
         )`,
        [device.player, limit],
      );
      return true;
    });
  }

  /** @returns false when the player has no such device */
  async remove(id: string, player: string): Promise<boolean> {
    const [, removed] = await this.db.query<[unknown[], number]>(
      'DELETE FROM push_subscription WHERE id = $1 AND player = $2',
      [id, player],
    );
    return removed > 0;
  }

  /** The push service takes nothing for the device any more; its player learns it on the profile (rule N17). */
  async refused(id: string): Promise<void> {
    await this.db.query(
      'UPDATE push_subscription SET refused_at = now() WHERE id = $1 AND refused_at IS NULL',
      [id],
    );
  }

  /** Forgets devices that nobody can reach any more: by an old key, or with a session that is over. */
  async tidy(serverKey: string): Promise<void> {
    await this.db.query(
      `DELETE FROM push_subscription d USING "session" s
       WHERE s.id = d.session AND (d.server_key <> $1 OR s."expiresAt" <= now())`,
      [serverKey],
    );
  }
}

/** What was noted may be old when somebody begins to listen: what happened before is no news then. */
async function forgetNoted(tx: EntityManager, player: string): Promise<void> {
  await tx.query('DELETE FROM push_noted WHERE player = $1', [player]);
}
