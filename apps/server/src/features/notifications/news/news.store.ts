import { Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import { EVERYONE } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { HAS_REACHABLE_DEVICE } from '../devices/devices.sql.js';
import type { TurnNews } from '../kinds/notification-kind.js';
import type { Noted } from './turns.js';

export interface NewsRow {
  readonly key: string;
  readonly player: string;
  readonly data: TurnNews;
  readonly validUntil: Date;
}

export interface WatcherRow {
  readonly player: string;
  readonly banker: boolean;
  readonly league: string | null;
  readonly leagueName: string | null;
  readonly rules: RulesName | null;
}

/** Reads and writes `push_news`, `push_noted` and `push_position`. */
@Injectable()
export class NewsStore {
  constructor(private readonly db: DataSource) {}

  /** Returns players who want news about scores and can be reached; the league only while they belong to it. */
  async watchers(serverKey: string): Promise<WatcherRow[]> {
    return this.db.query<WatcherRow[]>(
      `SELECT c.player, c.banker, l.id AS league, l.name AS "leagueName", l.rules
       FROM push_choice c JOIN "user" u ON u.id = c.player
       LEFT JOIN league l ON c.lead AND l.id = c.league AND (
         l.id = '${EVERYONE}' OR EXISTS (SELECT 1 FROM league_member m WHERE m.league = l.id AND m.player = c.player)
       )
       WHERE (c.lead OR c.banker)
         AND ${HAS_REACHABLE_DEVICE}`,
      [serverKey],
    );
  }

  /**
   * Lets one node at a time store its readings, and none that is behind the stored position.
   * @returns null when the node is behind; otherwise the time of the log's event at its position
   */
  async lookFrom(tx: EntityManager, epoch: string, seq: number): Promise<{ at: Date | null } | null> {
    const [position] = await tx.query<{ epoch: string; seq: string }[]>(
      'SELECT epoch, seq FROM push_position FOR UPDATE',
    );
    const [stream] = await tx.query<{ epoch: string }[]>('SELECT epoch FROM slate_stream');
    const behind = position?.epoch === epoch && Number(position.seq) > seq;
    if (behind || stream?.epoch !== epoch) return null;
    await tx.query('UPDATE push_position SET epoch = $1, seq = $2', [epoch, seq]);
    const [event] = await tx.query<{ at: Date }[]>(
      'SELECT at FROM slate_event WHERE epoch = $1 AND seq = $2',
      [epoch, seq],
    );
    return { at: event?.at ?? null };
  }

  async noted(tx: EntityManager, players: readonly string[]): Promise<Noted[]> {
    return tx.query<Noted[]>('SELECT player, what, about, value FROM push_noted WHERE player = ANY($1)', [
      players,
    ]);
  }

  async note(tx: EntityManager, notes: readonly Noted[]): Promise<void> {
    await tx.query(
      `INSERT INTO push_noted (player, what, about, value)
       SELECT n.player, what, about, value FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
         AS n (player, what, about, value) JOIN "user" u ON u.id = n.player
       ON CONFLICT (player, what) DO UPDATE SET about = excluded.about, value = excluded.value`,
      [
        notes.map(({ player }) => player),
        notes.map(({ what }) => what),
        notes.map(({ about }) => about),
        notes.map(({ value }) => value),
      ],
    );
  }

  /**
   * The same news again is the same row; news that name a deleted player are omitted.
   * @returns the number of new ones
   */
  async add(tx: EntityManager, news: readonly NewsRow[]): Promise<number> {
    const rows = await tx.query<unknown[]>(
      // a deletion waits for this commit and finds the rows, or was committed before
      `WITH named AS (
         SELECT id FROM "user" WHERE id IN (SELECT d#>>'{leader,player}' FROM unnest($3::jsonb[]) AS d) ORDER BY id FOR KEY SHARE
       )
       INSERT INTO push_news (key, player, data, valid_until)
       SELECT n.key, n.player, n.data, n.valid_until
       FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::timestamptz[]) AS n (key, player, data, valid_until)
         JOIN "user" u ON u.id = n.player
       WHERE n.data#>>'{leader,player}' IS NULL OR n.data#>>'{leader,player}' IN (SELECT id FROM named)
       ON CONFLICT (key) DO NOTHING RETURNING 1`,
      [
        news.map(({ key }) => key),
        news.map(({ player }) => player),
        news.map(({ data }) => JSON.stringify(data)),
        news.map(({ validUntil }) => validUntil),
      ],
    );
    return rows.length;
  }
}
