import type { EntityManager } from 'typeorm';
import { REACHABLE } from '../devices/devices.sql.js';
import { WANTED } from '../kinds/kinds.js';

/** The clock and the player's settings by which a message is made. */
export interface Recipient {
  readonly now: Date;
  readonly timeZone: string;
  readonly sound: boolean;
}

/** Reads a player's settings; null when the player has chosen nothing. */
export async function recipient(tx: EntityManager, player: string): Promise<Recipient | null> {
  const [row] = await tx.query<Recipient[]>(
    `SELECT clock_timestamp() AS now, u."timeZone", c.sound FROM push_choice c JOIN "user" u ON u.id = c.player
     WHERE c.player = $1`,
    [player],
  );
  return row ?? null;
}

/** Drops news that the player no longer wants, or that have become pointless. @returns how many were dropped */
export async function dropUnwanted(tx: EntityManager, player: string): Promise<number> {
  const [, dropped] = await tx.query<[unknown[], number]>(
    `UPDATE push_news n SET state = 'dropped' FROM push_choice c
     WHERE n.player = $1 AND c.player = $1 AND n.state = 'waiting' AND NOT ${WANTED}`,
    [player],
  );
  return dropped;
}

/** Sends a message to every device of the player that can be reached, each after its TV delay. */
export async function addDeliveries(
  tx: EntityManager,
  message: number,
  player: string,
  serverKey: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO push_delivery (message, subscription, due_at)
     SELECT $2, d.id, clock_timestamp() + make_interval(secs => d.delay_seconds)
     FROM push_subscription d JOIN "user" u ON u.id = d.player WHERE d.player = $3 AND ${REACHABLE}`,
    [serverKey, message, player],
  );
}

/** Removes the content of news and messages that name a deleted player; those that wait are dropped. */
export async function forgetName(manager: EntityManager, name: string): Promise<void> {
  await manager.query(
    `UPDATE push_news SET data = '{}', state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END
     WHERE data#>>'{leader,name}' = $1`,
    [name],
  );
  await manager.query(
    `WITH told AS (
       UPDATE push_message SET payload = '{}'
       WHERE strpos(concat_ws(chr(10), payload->>'title', payload->>'body'), $1) > 0 RETURNING id
     ) UPDATE push_delivery q SET state = 'dropped', last_error = 'a player in it has gone'
       FROM told WHERE told.id = q.message AND q.state = 'queued'`,
    [name],
  );
}
