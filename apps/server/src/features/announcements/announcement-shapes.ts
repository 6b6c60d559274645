import type { Announcement, WrittenAnnouncement } from '@sunday-live/contract';
import type { AnnouncementRow } from './announcements.sql.js';

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
