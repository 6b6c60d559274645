import { TEAMS } from '@sunday-live/contract';

const NICKNAMES = new Map(TEAMS.map(({ abbr, nickname }) => [abbr, nickname]));

/** Returns a team's nickname, `Chiefs`; for an unknown team its abbreviation. */
export function teamName(abbr: string): string {
  return NICKNAMES.get(abbr) ?? abbr;
}

/** Describes the change of a rank: `up 2`, `down 1`, `as before`; null when there was none before. */
export function movement(rank: number, before: number | null): string | null {
  if (before === null) return null;
  if (rank === before) return 'as before';
  return rank < before ? `up ${before - rank}` : `down ${rank - before}`;
}
