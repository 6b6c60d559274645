import { Injectable } from '@nestjs/common';
import type { Announcement } from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { databaseNow } from '../../platform/database/clock.sql.js';
import { toAnnouncement } from './announcement-shapes.js';
import { announcementsAt } from './announcements.sql.js';

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
