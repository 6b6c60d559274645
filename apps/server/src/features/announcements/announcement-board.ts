import { Injectable } from '@nestjs/common';
import type { Announcement } from '@sunday-live/contract';
import { DataSource } from 'typeorm';

export interface AnnouncementRow {
  id: string;
  title: string;
  body: string;
  level: Announcement['level'];
  league: string | null;
  created_at: Date;
  updated_at: Date;
  expires_at: Date | null;
  withdrawn_at: Date | null;
}

/** What hangs on the board: announcements that are neither withdrawn nor expired. */
@Injectable()
export class AnnouncementBoard {
  constructor(private readonly db: DataSource) {}

  /** Current announcements of all audiences, newest first. */
  async current(): Promise<Announcement[]> {
    const rows = await this.db.query<AnnouncementRow[]>(
      `SELECT * FROM announcement WHERE withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > now())
       ORDER BY created_at DESC, id LIMIT 100`,
    );
    return rows.map(toAnnouncement);
  }
}

/** The announcement as it travels. */
export function toAnnouncement(row: AnnouncementRow): Announcement {
  const { id, title, body, level, league } = row;
  return {
    id,
    title,
    body,
    level,
    league,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}
