import type { Announcement } from '@sunday-live/contract';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { type LiveState, withAnnouncement } from '../apply-frame.js';
import { currentQuery } from './queries.js';

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

const MINUTE = 60_000;
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
