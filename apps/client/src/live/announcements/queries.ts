import {
  type Announcement,
  type AnnouncementChange,
  announcementReachSchema,
  announcementsSchema,
  writtenAnnouncementsSchema,
} from '@sunday-live/contract';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { getJson, sendJson } from '../../http/http.js';
import { type LiveState, withAnnouncement } from '../apply-frame.js';

const MINUTE = 60_000;

/** Current announcements. Pages without a live stream read them again each minute. */
const currentQuery = queryOptions({
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

/**
 * Merges sources into the announcements to show, newest first: the latest version of each, without withdrawn
 * ones, even when another source does not know of the withdrawal yet.
 */
export function currentOf(...sources: readonly (readonly Announcement[])[]): Announcement[] {
  const latest = new Map<string, Announcement>();
  for (const item of sources.flat()) {
    const known = latest.get(item.id);
    if (known === undefined || item.updatedAt > known.updatedAt) latest.set(item.id, item);
  }
  return [...latest.values()]
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Pages refetch after a new snapshot within this time, spread out so that not all do at once. */
const SPREAD_MS = 5_000;

/**
 * Returns the player's announcements from all leagues: the stream brings new ones of every league of theirs;
 * earlier ones, and those missed in leagues outside the stream, come from a query.
 */
export function useAnnouncements(state: LiveState | null): readonly Announcement[] {
  const client = useQueryClient();
  const { data: asked } = useQuery({ ...currentQuery, refetchInterval: MINUTE });
  const streamed = state?.announcements;
  const announced = state?.announced;
  useEffect(() => {
    // oldest first, because several may have arrived since the last render
    for (const news of announced?.toReversed() ?? []) takeIn(client, news);
  }, [announced, client]);
  useAskAfterSnapshots(client, state);
  return useMemo(() => currentOf(announced ?? [], streamed ?? [], asked ?? []), [announced, streamed, asked]);
}

/** Adds a streamed announcement to the query's data, so that no request is needed. */
function takeIn(client: QueryClient, announced: Announcement): void {
  const underway = client.isFetching(currentQuery) > 0;
  client.setQueryData(currentQuery.queryKey, (known) => known && [...withAnnouncement(known, announced)]);
  // a pending answer may be older than the stream
  if (underway) void client.invalidateQueries(currentQuery);
  for (const part of ['news', 'desk']) void client.invalidateQueries({ queryKey: ['announcements', part] });
}

/**
 * Refetches after a snapshot that is not the first: announcements of other leagues may have been missed too.
 */
function useAskAfterSnapshots(client: QueryClient, state: LiveState | null): void {
  const snapshot = state?.announced.length === 0 ? state.announcements : undefined;
  const last = useRef(snapshot);
  useEffect(() => {
    last.current ??= snapshot;
    if (snapshot === undefined || snapshot === last.current) return;
    last.current = snapshot;
    const timer = setTimeout(() => void client.invalidateQueries(currentQuery), Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [snapshot, client]);
}
