import type { WeekQuery } from './feed.client.js';

const TYPES: Readonly<Record<number, string>> = { 1: 'pre-season', 2: 'regular season', 3: 'playoffs' };

/** A week as admins read it: `week 18 of the 2025 regular season`. */
export function weekWords({ season, seasonType, week }: WeekQuery): string {
  return `week ${week} of the ${season} ${TYPES[seasonType] ?? 'season'}`;
}
