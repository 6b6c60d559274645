import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Announcement } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SlateLog } from '../slate/slate-log.js';
import type { AnnouncementChange, NewAnnouncement } from './announcement.schema.js';
import { type AnnouncementRow, toAnnouncement } from './announcement-board.js';

/** Live broadcasts: written by admins, shown to everybody or to one league. */
@Injectable()
export class AnnouncementsService {
  constructor(
    private readonly log: SlateLog,
    private readonly audit: AuditLog,
  ) {}

  /** What the player may read now: to everybody and to the player's leagues, newest first. */
  async recent(player: string): Promise<Announcement[]> {
    const rows = await this.log.manager.query<AnnouncementRow[]>(
      `SELECT a.* FROM announcement a
       WHERE a.withdrawn_at IS NULL AND (a.expires_at IS NULL OR a.expires_at > now())
         AND (a.league IS NULL OR a.league = 'everyone' OR EXISTS (
           SELECT 1 FROM league_member m WHERE m.league = a.league AND m.player = $1))
       ORDER BY a.created_at DESC, a.id LIMIT 50`,
      [player],
    );
    return rows.map(toAnnouncement);
  }

  /** Everything that somebody ever wrote, oldest first. */
  async writtenBy(player: string): Promise<Announcement[]> {
    const rows = await this.log.manager.query<AnnouncementRow[]>(
      'SELECT * FROM announcement WHERE created_by = $1 ORDER BY created_at, id',
      [player],
    );
    return rows.map(toAnnouncement);
  }

  /** @throws AppError `not-found` for an unknown league */
  async create(author: Author, input: NewAnnouncement): Promise<Announcement> {
    return this.announce(author, null, async (tx) => {
      if (input.league !== null) await demandLeague(tx, input.league);
      return tx.query<AnnouncementRow[]>(
        `INSERT INTO announcement (id, title, body, level, league, created_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING *`,
        [randomUUID(), input.title, input.body, input.level, input.league, author.actor?.id, input.expiresAt],
      );
    });
  }

  /** @throws AppError `not-found`, also for one that was withdrawn */
  async change(author: Author, id: string, change: AnnouncementChange): Promise<Announcement> {
    return this.announce(author, id, async (tx) => {
      const [rows] = await tx.query<[AnnouncementRow[], number]>(
        `UPDATE announcement SET
           title = coalesce($2, title), body = coalesce($3, body), level = coalesce($4, level),
           expires_at = CASE WHEN $5 THEN $6 ELSE expires_at END, updated_at = now()
         WHERE id = $1 AND withdrawn_at IS NULL RETURNING *`,
        [
          id,
          change.title ?? null,
          change.body ?? null,
          change.level ?? null,
          change.expiresAt !== undefined,
          change.expiresAt ?? null,
        ],
      );
      return rows;
    });
  }

  /** Takes it down everywhere. @throws AppError `not-found` */
  async withdraw(author: Author, id: string): Promise<void> {
    await this.announce(author, id, async (tx) => {
      const [rows] = await tx.query<[AnnouncementRow[], number]>(
        `UPDATE announcement SET withdrawn_at = now(), updated_at = now()
         WHERE id = $1 AND withdrawn_at IS NULL RETURNING *`,
        [id],
      );
      return rows;
    });
  }

  /**
   * Stores by `write` and puts the result on the log.
   * @param id the announcement that changes; null = a new one
   */
  private async announce(
    author: Author,
    id: string | null,
    write: (tx: EntityManager) => Promise<AnnouncementRow[]>,
  ): Promise<Announcement> {
    return this.log.write(async (tx, log) => {
      await log.lock();
      const [before] = await tx.query<AnnouncementRow[]>('SELECT * FROM announcement WHERE id = $1', [id]);
      const [row] = await write(tx);
      if (row === undefined) throw new AppError('not-found');
      const announcement = toAnnouncement(row);
      await log.append([{ body: { kind: 'announcement', announcement } }]);
      await this.audit.record(tx, author, {
        target: `announcement/${announcement.id}`,
        before: before === undefined ? undefined : toAnnouncement(before),
        after: announcement,
      });
      return announcement;
    });
  }
}

async function demandLeague(tx: EntityManager, league: string): Promise<void> {
  const rows = await tx.query<unknown[]>('SELECT 1 FROM league WHERE id = $1', [league]);
  if (rows.length === 0) throw new AppError('not-found', 'There is no such league.');
}
