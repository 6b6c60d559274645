import { EVERYONE, type PushKind, type RulesName } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { HAS_REACHABLE_DEVICE } from '../devices/devices.sql.js';
import type { TurnNews } from '../kinds/notification-kind.js';
import type { Noted } from './turns.js';

/** A player who wants news of scores, and can be reached. */
export interface WatcherRow {
  readonly player: string;
  readonly kinds: readonly PushKind[];
  /** The league that the player follows; null unless the player wants a kind that is about it, and belongs to it. */
  readonly league: string | null;
  readonly leagueName: string | null;
  readonly rules: RulesName | null;
}

/** News of a score, to be stored. */
export interface NewsRow {
  readonly key: string;
  readonly player: string;
  readonly data: TurnNews;
  readonly validUntil: Date;
}

/** Reads the players who want any of these kinds and can be reached. @param ofLeague those of the kinds that are about a league */
export function watchersOf(
  manager: EntityManager,
  serverKey: string,
  kinds: readonly PushKind[],
  ofLeague: readonly PushKind[],
): Promise<WatcherRow[]> {
  return manager.query<WatcherRow[]>(
    `SELECT c.player, c.kinds, l.id AS league, l.name AS "leagueName", l.rules
     FROM push_choice c JOIN "user" u ON u.id = c.player
     LEFT JOIN league l ON c.kinds && $3::text[] AND l.id = c.league AND (
       l.id = '${EVERYONE}' OR EXISTS (SELECT 1 FROM league_member m WHERE m.league = l.id AND m.player = c.player)
     )
     WHERE c.kinds && $2::text[] AND ${HAS_REACHABLE_DEVICE}`,
    [serverKey, kinds, ofLeague],
  );
}

/** Stores the readings of players; deleted players are omitted. */
export async function noteReadings(tx: EntityManager, notes: readonly Noted[]): Promise<void> {
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
 * Stores news. The same news again is the same row; news that name a deleted player are omitted.
 * @returns the number of new ones
 */
export async function addNews(tx: EntityManager, news: readonly NewsRow[]): Promise<number> {
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
