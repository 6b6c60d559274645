import {
  type Announcement,
  type AnnouncementChange,
  announcementReachSchema,
  announcementsSchema,
  writtenAnnouncementsSchema,
} from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../../http/http.js';

const MINUTE = 60_000;

/** Current announcements. Pages without a live stream read them again each minute. */
export const currentQuery = queryOptions({
  queryKey: ['announcements', 'current'],
  queryFn: ({ signal }) => getJson('/api/announcements', announcementsSchema, signal),
  staleTime: MINUTE,
});

/** Current and expired announcements. */
export const newsQuery = queryOptions({
  queryKey: ['announcements', 'news'],
  queryFn: ({ signal }) => getJson('/api/announcements?history=true', announcementsSchema, signal),
  staleTime: MINUTE,
});

/** Where announcements are written: `null` is the admins' desk, otherwise a league's. */
export type DeskId = string | null;

function path(desk: DeskId, id?: string): string {
  const base =
    desk === null ? '/api/admin/announcements' : `/api/leagues/${encodeURIComponent(desk)}/announcements`;
  return id === undefined ? base : `${base}/${encodeURIComponent(id)}`;
}

/** Reads all announcements of a desk, scheduled ones too. */
export function deskQuery(desk: DeskId) {
  return queryOptions({
    queryKey: ['announcements', 'desk', desk],
    queryFn: ({ signal }) => getJson(path(desk), writtenAnnouncementsSchema, signal),
    staleTime: MINUTE,
  });
}

/**
 * Returns how many people an announcement would reach by email now. @param league at the admins' desk: the
 * audience, null: everybody
 */
export async function emailsTo(desk: DeskId, league: string | null): Promise<number> {
  const query = desk === null && league !== null ? `?league=${encodeURIComponent(league)}` : '';
  return (await getJson(`${path(desk)}/reach${query}`, announcementReachSchema)).emails;
}

/** The request body of an announcement; a league is named only at the admins' desk. */
export interface Draft {
  readonly title: string;
  readonly body: string;
  readonly level: Announcement['level'];
  readonly expiresAt: string | null;
  readonly publishAt: string | null;
  readonly mail: boolean;
  readonly league?: string | null;
}

export async function post(desk: DeskId, draft: Draft): Promise<void> {
  await sendJson('POST', path(desk), draft);
}

export async function change(desk: DeskId, id: string, what: AnnouncementChange): Promise<void> {
  await sendJson('PATCH', path(desk, id), what);
}

export async function withdraw(desk: DeskId, id: string): Promise<void> {
  await sendJson('DELETE', path(desk, id));
}
