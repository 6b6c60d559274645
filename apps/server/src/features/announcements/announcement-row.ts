import type { Announcement, WrittenAnnouncement } from '@sunday-live/contract';

/** An announcement as it is stored. */
export interface AnnouncementRow {
  id: string;
  title: string;
  body: string;
  level: Announcement['level'];
  league: string | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
  expires_at: Date | null;
  withdrawn_at: Date | null;
  publish_at: Date;
  /** null = still to come */
  published_at: Date | null;
  mail: boolean;
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
    createdAt: (row.published_at ?? row.created_at).toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}

/** The announcement as its writers see it. `now` is the database's clock. */
export function toWritten(row: AnnouncementRow, now: Date): WrittenAnnouncement {
  return {
    ...toAnnouncement(row),
    publishAt: row.publish_at.toISOString(),
    mail: row.mail,
    state: stateOf(row, now),
  };
}

function stateOf(row: AnnouncementRow, now: Date): WrittenAnnouncement['state'] {
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.published_at === null) return 'scheduled';
  return row.expires_at !== null && row.expires_at <= now ? 'expired' : 'live';
}
