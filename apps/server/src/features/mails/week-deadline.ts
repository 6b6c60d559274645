import type { SeasonState, WeekOfGames } from '../slate/slate-reader.js';

/** When a player without a card must act: under `lock: kickoff` the week's first kick-off. Null when nobody knows yet. */
export function actBy({ games, deadline }: WeekOfGames, { lock }: Pick<SeasonState, 'lock'>): Date | null {
  if (lock === 'week') return deadline;
  const kickoffs = games
    .filter((game) => game.time_valid && game.state !== 'off')
    .map((game) => game.kickoff);
  return kickoffs.length === 0 ? null : new Date(Math.min(...kickoffs.map((kickoff) => kickoff.getTime())));
}
