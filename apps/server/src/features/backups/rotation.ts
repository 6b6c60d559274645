import type { NamedBackup } from './backup-name.js';

/** Another backup replaces one only if it has at least this part of its rows. */
const LEAST_PART = 0.5;

/** True when the newer backup has so few rows that something may have emptied the database. */
export function isShrunk(newer: Pick<NamedBackup, 'rows'>, older: Pick<NamedBackup, 'rows'>): boolean {
  return newer.rows < older.rows * LEAST_PART;
}

/**
 * Returns the verified backups that rotation removes. It keeps the newest ones, and of the others each one that no newer
 * kept one replaces: a full backup stays while the newer ones are nearly empty.
 * @param verified all verified backups, in any order
 * @param keep how many of the newest stay, at least 1
 */
export function toRemove<B extends NamedBackup>(verified: readonly B[], keep: number): B[] {
  const newestFirst = [...verified].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
  const kept = newestFirst.slice(0, Math.max(keep, 1));
  const removed: B[] = [];
  for (const backup of newestFirst.slice(kept.length)) {
    if (kept.some((newer) => !isShrunk(newer, backup))) removed.push(backup);
    else kept.push(backup);
  }
  return removed;
}
