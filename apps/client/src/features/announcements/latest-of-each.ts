import type { Announcement } from '@sunday-live/contract';

/** One of each announcement, as it was last changed, newest first: two sources may know different states of it. */
export function latestOfEach(items: readonly Announcement[]): Announcement[] {
  const latest = new Map<string, Announcement>();
  for (const item of items) {
    const known = latest.get(item.id);
    if (known === undefined || item.updatedAt > known.updatedAt) latest.set(item.id, item);
  }
  return [...latest.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
