import { Injectable } from '@nestjs/common';
import { type Announcement, EVERYONE } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { type AnnouncementRow, toAnnouncement } from './announcement-row.js';

/** Announcements of one audience that are shown at most: the newest. */
export const AUDIENCE_LIMIT = 20;

/** What the board held at a time. */
export interface Board {
  /** Newest first. */
  readonly announcements: readonly Announcement[];
  /** The database's time at which they were out. */
  readonly now: Date;
}

/** What hangs on the board: announcements that are out, and neither withdrawn nor expired. */
@Injectable()
export class AnnouncementBoard {
  constructor(private readonly db: DataSource) {}

  /** Current announcements to everybody and to these leagues; each audience has its own limit. */
  async current(leagues: readonly string[]): Promise<Board> {
    const [clock] = await this.db.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
    if (clock === undefined) throw new Error('the database has no clock');
    const rows = await this.db.query<AnnouncementRow[]>(
      `SELECT given.* FROM (
         SELECT a.*, row_number() OVER (PARTITION BY coalesce(league, $1) ORDER BY published_at DESC, id) AS nth
         FROM announcement a
         WHERE published_at IS NOT NULL AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
           AND (league IS NULL OR league = $1 OR league = ANY($3))
       ) given WHERE nth <= $4 ORDER BY published_at DESC, id`,
      [EVERYONE, clock.now, leagues, AUDIENCE_LIMIT],
    );
    return { announcements: rows.map(toAnnouncement), now: clock.now };
  }
}
