import type { Side } from '@sunday-live/contract';

/** Returns the favourite by the feed's odds (`KC -3.5`), or null. */
export function favouriteOf(
  odds: string | null,
  { away, home }: { away: string; home: string },
): Side | null {
  const team = /^([A-Z]{2,4}) -\d/.exec(odds ?? '')?.[1];
  if (team === home) return 'home';
  return team === away ? 'away' : null;
}
