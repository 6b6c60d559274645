import type { Announcement } from '@sunday-live/contract';

/**
 * What hangs, newest first: one of each announcement, as it was last changed, whichever source knows that; what was withdrawn is gone,
 * also where another source does not know it yet.
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
