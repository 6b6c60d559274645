import { EVERYONE } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { Audience } from '../../platform/mail/mail-outbox.js';
import type { AnnouncementEntity } from './announcement.entity.js';

/** The columns of an `AnnouncementEntity`. */
const COLUMNS = `id, title, body, level, league AS "leagueId", created_by AS "createdById", created_at AS "createdAt",
  updated_at AS "updatedAt", expires_at AS "expiresAt", withdrawn_at AS "withdrawnAt", publish_at AS "publishAt",
  published_at AS "publishedAt", mail`;

/** Rows of `announcement` as this file's functions return them. */
export type AnnouncementRow = Omit<AnnouncementEntity, 'league' | 'createdBy'>;

/**
 * Returns what a player may read: announcements to all players and to the player's leagues, newest first; with
 * `history` also expired ones.
 * @param limit of each audience, so that leagues do not displace each other
 */
export function announcementsFor(
  manager: EntityManager,
  player: string,
  history: boolean,
  limit: number,
): Promise<AnnouncementRow[]> {
  return manager.query<AnnouncementRow[]>(
    `SELECT ${COLUMNS} FROM (
       SELECT a.*, row_number() OVER (PARTITION BY coalesce(a.league, $4) ORDER BY a.published_at DESC, a.id) AS nth
       FROM announcement a
       WHERE a.published_at IS NOT NULL AND a.withdrawn_at IS NULL AND ($2 OR a.expires_at IS NULL OR a.expires_at > now())
         AND (a.league IS NULL OR a.league = $4 OR EXISTS (
           SELECT 1 FROM league_member m WHERE m.league = a.league AND m.player = $1))
     ) given WHERE nth <= $3 ORDER BY published_at DESC, id`,
    [player, history, limit, EVERYONE],
  );
}

/**
 * Returns announcements on the board at `now` for all players and for these leagues, newest first.
 * @param limit of each audience
 */
export function announcementsAt(
  manager: EntityManager,
  now: Date,
  leagues: readonly string[],
  limit: number,
): Promise<AnnouncementRow[]> {
  return manager.query<AnnouncementRow[]>(
    `SELECT ${COLUMNS} FROM (
       SELECT a.*, row_number() OVER (PARTITION BY coalesce(league, $1) ORDER BY published_at DESC, id) AS nth
       FROM announcement a
       WHERE published_at IS NOT NULL AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
         AND (league IS NULL OR league = $1 OR league = ANY($3))
     ) given WHERE nth <= $4 ORDER BY published_at DESC, id`,
    [EVERYONE, now, leagues, limit],
  );
}

/** Returns all of a league, or of all (null), in every state, newest first; `now` is the database's clock. */
export function announcementsOfDesk(
  manager: EntityManager,
  league: string | null,
  limit: number,
): Promise<(AnnouncementRow & { now: Date })[]> {
  return manager.query<(AnnouncementRow & { now: Date })[]>(
    `SELECT ${COLUMNS}, clock_timestamp() AS now FROM (
       SELECT *, row_number() OVER (PARTITION BY coalesce(league, $2) = $2 ORDER BY publish_at DESC, id) AS nth
       FROM announcement WHERE $1::text IS NULL OR league = $1
     ) given WHERE nth <= $3 ORDER BY publish_at DESC, id`,
    [league, EVERYONE, limit],
  );
}

/**
 * Returns whether the player may still read a published announcement: it is neither withdrawn nor over, and is for
 * all players or a league of the player.
 */
export async function isStillFor(manager: EntityManager, id: string, player: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM announcement a
     WHERE a.id = $1 AND a.withdrawn_at IS NULL AND (a.expires_at IS NULL OR a.expires_at > now())
       AND (a.league IS NULL OR a.league = $3 OR EXISTS (
         SELECT 1 FROM league_member m WHERE m.league = a.league AND m.player = $2))`,
    [id, player, EVERYONE],
  );
  return rows.length > 0;
}

/** Marks due announcements as published. @returns them, earliest first */
export async function publishDue(manager: EntityManager): Promise<AnnouncementRow[]> {
  const [rows] = await manager.query<[AnnouncementRow[], number]>(
    `UPDATE announcement SET published_at = now(), updated_at = now()
     WHERE published_at IS NULL AND withdrawn_at IS NULL AND publish_at <= now() RETURNING ${COLUMNS}`,
  );
  return rows.sort((a, b) => a.publishAt.getTime() - b.publishAt.getTime());
}

/** Players who want emails with announcements, of a league or all (null). */
export function announcementReaders(league: string | null): Audience {
  const players = `SELECT id, email, name, "timeZone" FROM "user"
    WHERE COALESCE((notifications->>'announcements')::boolean, true)`;
  if (league === null || league === EVERYONE) return { sql: players, params: [] };
  return {
    sql: `${players} AND id IN (SELECT player FROM league_member WHERE league = $1)`,
    params: [league],
  };
}
