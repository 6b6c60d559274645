import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { REACHABLE } from '../devices/devices.sql.js';
import { WANTED } from '../kinds/kinds.js';
import type { Message } from './words.js';

export interface WaitingRow {
  readonly id: string;
  readonly data: unknown;
  readonly createdAt: Date;
  readonly validUntil: Date;
}

/** The data that decides whether a player's news is sent, dropped or kept waiting. */
export interface PlayersNews {
  readonly now: Date;
  readonly timeZone: string;
  readonly silent: boolean;
  readonly waiting: readonly WaitingRow[];
  readonly sentAt: readonly Date[];
}

const TEST_VALID = '10 minutes';
/** Messages and news are deleted after this time (days). */
const KEEP = '30 days';

/** Reads and writes `push_message`, and settles news. */
@Injectable()
export class MessageStore {
  constructor(private readonly db: DataSource) {}

  /** Removes news and messages to others that name a deleted player. */
  async forget(name: string): Promise<void> {
    await this.db.query(
      `UPDATE push_news SET data = '{}', state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END
       WHERE data#>>'{leader,name}' = $1`,
      [name],
    );
    await this.db.query(
      `WITH told AS (
         UPDATE push_message SET payload = '{}'
         WHERE strpos(concat_ws(chr(10), payload->>'title', payload->>'body'), $1) > 0 RETURNING id
       ) UPDATE push_delivery q SET state = 'dropped', last_error = 'a player in it has gone'
         FROM told WHERE told.id = q.message AND q.state = 'queued'`,
      [name],
    );
  }

  /** Returns players with waiting news. */
  async waitingPlayers(): Promise<string[]> {
    const rows = await this.db.query<{ player: string }[]>(
      `SELECT player FROM push_news WHERE state = 'waiting' GROUP BY player ORDER BY min(id)`,
    );
    return rows.map(({ player }) => player);
  }

  /** Blocks other workers from deciding about the player; false while another one does. */
  async lock(tx: EntityManager, player: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      'SELECT 1 FROM push_choice WHERE player = $1 FOR UPDATE SKIP LOCKED',
      [player],
    );
    return rows.length > 0;
  }

  /**
   * Reads the data that decides about the player's news. It stays the same until the commit: `forget` runs before or
   * after.
   */
  async read(tx: EntityManager, player: string): Promise<PlayersNews> {
    const [who] = await tx.query<{ now: Date; timeZone: string; sound: boolean }[]>(
      `SELECT clock_timestamp() AS now, u."timeZone", c.sound FROM push_choice c JOIN "user" u ON u.id = c.player
       WHERE c.player = $1`,
      [player],
    );
    if (who === undefined) throw new Error('news wait for a player who has chosen nothing');
    const sent = await tx.query<{ at: Date }[]>(
      `SELECT created_at AS at FROM push_message
       WHERE player = $1 AND NOT is_test AND created_at > now() - interval '1 hour'`,
      [player],
    );
    return {
      now: who.now,
      timeZone: who.timeZone,
      silent: !who.sound,
      waiting: await tx.query<WaitingRow[]>(
        `SELECT id, data, created_at AS "createdAt", valid_until AS "validUntil" FROM push_news
         WHERE player = $1 AND state = 'waiting' ORDER BY id FOR UPDATE`,
        [player],
      ),
      sentAt: sent.map(({ at }) => at),
    };
  }

  /** Drops news that the player no longer wants, or that have become pointless. @returns how many were dropped */
  async dropUnwanted(tx: EntityManager, player: string): Promise<number> {
    const [, dropped] = await tx.query<[unknown[], number]>(
      `UPDATE push_news n SET state = 'dropped' FROM push_choice c
       WHERE n.player = $1 AND c.player = $1 AND n.state = 'waiting' AND NOT ${WANTED}`,
      [player],
    );
    return dropped;
  }

  async drop(tx: EntityManager, news: readonly string[]): Promise<void> {
    await tx.query(`UPDATE push_news SET state = 'dropped' WHERE id = ANY($1)`, [news]);
  }

  /** Turns news into a message to every device of the player, each after its TV delay. */
  async tell(
    tx: EntityManager,
    { player, message, validUntil, serverKey }: NewMessage,
    news: readonly string[],
  ): Promise<void> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO push_message (player, payload, created_at, valid_until) VALUES ($1, $2, clock_timestamp(), $3)
       RETURNING id`,
      [player, message, validUntil],
    );
    await tx.query(
      `INSERT INTO push_delivery (message, subscription, due_at)
       SELECT $2, d.id, clock_timestamp() + make_interval(secs => d.delay_seconds)
       FROM push_subscription d JOIN "user" u ON u.id = d.player WHERE d.player = $3 AND ${REACHABLE}`,
      [serverKey, row?.id, player],
    );
    await tx.query(`UPDATE push_news SET state = 'told', message = $2 WHERE id = ANY($1)`, [news, row?.id]);
  }

  async addTest(player: string, device: string, message: Message): Promise<void> {
    await this.db.query(
      `WITH made AS (
         INSERT INTO push_message (player, payload, is_test, valid_until)
         VALUES ($1, $2, true, now() + interval '${TEST_VALID}') RETURNING id
       ) INSERT INTO push_delivery (message, subscription, due_at) SELECT id, $3, now() FROM made`,
      [player, message, device],
    );
  }

  /** Deletes old messages and news. */
  async tidy(): Promise<void> {
    await this.db.query(`DELETE FROM push_message WHERE created_at < now() - interval '${KEEP}'`);
    await this.db.query(
      `DELETE FROM push_news WHERE state <> 'waiting' AND created_at < now() - interval '${KEEP}'`,
    );
  }
}

interface NewMessage {
  readonly player: string;
  readonly message: Message;
  readonly validUntil: Date;
  readonly serverKey: string;
}
