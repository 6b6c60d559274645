import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AnnouncementChange, NewAnnouncement } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import type { AnnouncementRow } from './announcement-row.js';

/** Which announcements somebody looks after: a league's, or all (null). */
export type Desk = string | null;

/** The table of announcements. */
@Injectable()
export class AnnouncementStore {
  constructor(private readonly db: DataSource) {}

  /**
   * What a player may read: to everybody and to the player's leagues, newest first; with `history` what has expired, too. Each
   * audience has a limit of its own: no league's announcements push those of others out.
   */
  async readableBy(player: string, history: boolean): Promise<AnnouncementRow[]> {
    return this.db.query<AnnouncementRow[]>(
      `SELECT given.* FROM (
         SELECT a.*, row_number() OVER (
           PARTITION BY coalesce(a.league, 'everyone') ORDER BY a.published_at DESC, a.id) AS nth
         FROM announcement a
         WHERE a.published_at IS NOT NULL AND a.withdrawn_at IS NULL AND ($2 OR a.expires_at IS NULL OR a.expires_at > now())
           AND (a.league IS NULL OR a.league = 'everyone' OR EXISTS (
             SELECT 1 FROM league_member m WHERE m.league = a.league AND m.player = $1))
       ) given WHERE nth <= $3 ORDER BY published_at DESC, id`,
      [player, history, history ? 200 : 50],
    );
  }

  /** Everything that somebody ever wrote, oldest first. */
  async writtenBy(player: string): Promise<AnnouncementRow[]> {
    return this.db.query<AnnouncementRow[]>(
      'SELECT * FROM announcement WHERE created_by = $1 ORDER BY created_at, id',
      [player],
    );
  }

  /** All of a desk, whatever their state, newest first. For the admins, leagues' own do not push out those to everybody. */
  async ofDesk(desk: Desk): Promise<(AnnouncementRow & { now: Date })[]> {
    return this.db.query<(AnnouncementRow & { now: Date })[]>(
      `SELECT given.*, clock_timestamp() AS now FROM (
         SELECT *, row_number() OVER (
           PARTITION BY coalesce(league, 'everyone') = 'everyone' ORDER BY publish_at DESC, id) AS nth
         FROM announcement WHERE $1::text IS NULL OR league = $1
       ) given WHERE nth <= 200 ORDER BY publish_at DESC, id`,
      [desk],
    );
  }

  async leagueExists(tx: EntityManager, league: string): Promise<boolean> {
    return (await tx.query<unknown[]>('SELECT 1 FROM league WHERE id = $1', [league])).length > 0;
  }

  /** Numbers of those who play in the league. */
  async membersOf(tx: EntityManager, league: string): Promise<number[]> {
    const rows = await tx.query<{ n: number }[]>(
      'SELECT u.n FROM league_member m JOIN "user" u ON u.id = m.player WHERE m.league = $1 ORDER BY u.n',
      [league],
    );
    return rows.map(({ n }) => n);
  }

  /** One of a desk that is not withdrawn. */
  async find(tx: EntityManager, desk: Desk, id: string): Promise<AnnouncementRow | null> {
    const rows = await tx.query<AnnouncementRow[]>(
      `SELECT * FROM announcement WHERE id = $1 AND ($2::text IS NULL OR league = $2) AND withdrawn_at IS NULL`,
      [id, desk],
    );
    return rows[0] ?? null;
  }

  /** Stores a new one; it is out at once when its time has come. */
  async insert(tx: EntityManager, author: string | null, input: NewAnnouncement): Promise<AnnouncementRow[]> {
    return tx.query<AnnouncementRow[]>(
      `INSERT INTO announcement (id, title, body, level, league, created_by, expires_at, mail, publish_at, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, now()), CASE WHEN $9 > now() THEN NULL ELSE now() END)
       RETURNING *`,
      [
        randomUUID(),
        input.title,
        input.body,
        input.level,
        input.league,
        author,
        input.expiresAt,
        input.mail,
        input.publishAt,
      ],
    );
  }

  async update(tx: EntityManager, id: string, change: AnnouncementChange): Promise<AnnouncementRow[]> {
    const [rows] = await tx.query<[AnnouncementRow[], number]>(
      `UPDATE announcement SET
         title = coalesce($2, title), body = coalesce($3, body), level = coalesce($4, level),
         expires_at = CASE WHEN $5 THEN $6 ELSE expires_at END, publish_at = coalesce($7, publish_at), updated_at = now()
       WHERE id = $1 RETURNING *`,
      [
        id,
        change.title ?? null,
        change.body ?? null,
        change.level ?? null,
        change.expiresAt !== undefined,
        change.expiresAt ?? null,
        change.publishAt ?? null,
      ],
    );
    return rows;
  }

  async withdraw(tx: EntityManager, id: string): Promise<AnnouncementRow[]> {
    const [rows] = await tx.query<[AnnouncementRow[], number]>(
      'UPDATE announcement SET withdrawn_at = now(), updated_at = now() WHERE id = $1 RETURNING *',
      [id],
    );
    return rows;
  }

  async someDue(): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      'SELECT 1 FROM announcement WHERE published_at IS NULL AND withdrawn_at IS NULL AND publish_at <= now() LIMIT 1',
    );
    return rows.length > 0;
  }

  /** Marks those as out whose time has come. @returns them, earliest first */
  async publishDue(tx: EntityManager): Promise<AnnouncementRow[]> {
    const [rows] = await tx.query<[AnnouncementRow[], number]>(
      `UPDATE announcement SET published_at = now(), updated_at = now()
       WHERE published_at IS NULL AND withdrawn_at IS NULL AND publish_at <= now() RETURNING *`,
    );
    return rows.sort((a, b) => a.publish_at.getTime() - b.publish_at.getTime());
  }
}
