import type { Side } from '@sunday-live/contract';

/** Who is expected to win, from odds as the feed writes them: `KC -3.5`. */
export function favouriteOf(
  odds: string | null,
  { away, home }: { away: string; home: string },
): Side | null {
  const team = /^([A-Z]{2,4}) -\d/.exec(odds ?? '')?.[1];
  if (team === home) return 'home';
  return team === away ? 'away' : null;
}
