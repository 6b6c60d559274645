import { Injectable } from '@nestjs/common';
import type { Announcement, WrittenAnnouncement } from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { type AnnouncementRow, announcementsAt } from './announcements.sql.js';

/** Converts an announcement to the contract's form. */
export function toAnnouncement(row: AnnouncementRow): Announcement {
  const { id, title, body, level, leagueId: league } = row;
  return {
    id,
    title,
    body,
    level,
    league,
    createdAt: (row.publishedAt ?? row.createdAt).toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

/** Converts an announcement to its authors' form. `now` is the database's clock. */
export function toWritten(row: AnnouncementRow, now: Date): WrittenAnnouncement {
  return {
    ...toAnnouncement(row),
    publishAt: row.publishAt.toISOString(),
    mail: row.mail,
    state: stateOf(row, now),
  };
}

function stateOf(row: AnnouncementRow, now: Date): WrittenAnnouncement['state'] {
  if (row.withdrawnAt !== null) return 'withdrawn';
  if (row.publishedAt === null) return 'scheduled';
  return row.expiresAt !== null && row.expiresAt <= now ? 'expired' : 'live';
}

/** Maximum number of announcements of one audience on the board; the newest are shown. */
export const AUDIENCE_LIMIT = 20;

/** Content of the board at one moment. */
export interface Board {
  /** Newest first. */
  readonly announcements: readonly Announcement[];
  /** The database's time of the reading. */
  readonly now: Date;
}

/** The board: announcements that are published, and neither withdrawn nor expired. */
@Injectable()
export class AnnouncementBoard {
  constructor(private readonly manager: EntityManager) {}

  /** Current announcements to everybody and to these leagues; each audience has its own limit. */
  async current(leagues: readonly string[]): Promise<Board> {
    const now = await databaseNow(this.manager);
    const rows = await announcementsAt(this.manager, now, leagues, AUDIENCE_LIMIT);
    return { announcements: rows.map(toAnnouncement), now };
  }
}
