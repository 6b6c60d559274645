import { TEAMS } from '@sunday-live/contract';

const NICKNAMES = new Map(TEAMS.map(({ abbr, nickname }) => [abbr, nickname]));

/** A team as players call it: `Chiefs`; the abbreviation of an unknown one. */
export function teamName(abbr: string): string {
  return NICKNAMES.get(abbr) ?? abbr;
}

/** Movement against the place before: `up 2`, `down 1`, `as before`; null when there was none. */
export function movement(rank: number, before: number | null): string | null {
  if (before === null) return null;
  if (rank === before) return 'as before';
  return rank < before ? `up ${before - rank}` : `down ${rank - before}`;
}
