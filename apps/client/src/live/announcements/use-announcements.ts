import type { Announcement } from '@sunday-live/contract';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { type LiveState, withAnnouncement } from '../apply-frame.js';
import { currentOf } from './current-of.js';
import { currentQuery } from './queries.js';

const MINUTE = 60_000;
/** After a new snapshot pages ask within this time, not all in the same moment. */
const SPREAD_MS = 5_000;

/**
 * What is announced to the player, by whichever league: the stream brings news of every league of theirs at once; what hung
 * before, and what was missed in other leagues than the watched one, is asked for.
 */
export function useAnnouncements(state: LiveState | null): readonly Announcement[] {
  const client = useQueryClient();
  const { data: asked } = useQuery({ ...currentQuery, refetchInterval: MINUTE });
  const streamed = state?.announcements;
  const announced = state?.announced;
  useEffect(() => {
    // oldest first; several may have come since the last look
    for (const news of announced?.toReversed() ?? []) takeIn(client, news);
  }, [announced, client]);
  useAskAfterSnapshots(client, state);
  return useMemo(() => currentOf(announced ?? [], streamed ?? [], asked ?? []), [announced, streamed, asked]);
}

/** What was asked for follows the stream; nobody has to ask again. */
function takeIn(client: QueryClient, announced: Announcement): void {
  const underway = client.isFetching(currentQuery) > 0;
  client.setQueryData(currentQuery.queryKey, (known) => known && [...withAnnouncement(known, announced)]);
  // an answer that is on its way may be older than the news
  if (underway) void client.invalidateQueries(currentQuery);
  for (const part of ['news', 'desk']) void client.invalidateQueries({ queryKey: ['announcements', part] });
}

/** A snapshot after the first says that something may have been missed, elsewhere too. */
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
