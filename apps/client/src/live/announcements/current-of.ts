import type { Announcement } from '@sunday-live/contract';

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
