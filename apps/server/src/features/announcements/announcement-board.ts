import { Injectable } from '@nestjs/common';
import type { Announcement } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { type AnnouncementRow, toAnnouncement } from './announcement-row.js';

/** What hangs on the board: announcements that are out, and neither withdrawn nor expired. */
@Injectable()
export class AnnouncementBoard {
  constructor(private readonly db: DataSource) {}

  /** Current announcements of all audiences, newest first. */
  async current(): Promise<Announcement[]> {
    const rows = await this.db.query<AnnouncementRow[]>(
      `SELECT * FROM announcement
       WHERE published_at IS NOT NULL AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > now())
       ORDER BY published_at DESC, id LIMIT 100`,
    );
    return rows.map(toAnnouncement);
  }
}
