import type { Scope, Season } from '@sunday-live/contract';

/** How a week is called in a heading; the game has none between two seasons. */
export function weekName(week: number): string {
  return week === 0 ? 'Between two seasons' : `Week ${week}`;
}

/**
 * Why a table has no rows. Only a week that takes picks asks for a card.
 * @param season null: not known yet
 */
export function emptyWords(scope: Scope, week: number, season: Pick<Season, 'pickWeek'> | null): string {
  const open = season?.pickWeek ?? null;
  if (week === 0) {
    return open === null
      ? 'No games now. The table begins with the first cards of the season.'
      : `No games now. Week ${open} takes picks.`;
  }
  if (open === week) return 'Nobody has a card for this week yet. Hand yours in before the deadline.';
  if (scope === 'season') return 'Nobody has handed in a card this season.';
  return open === null || open < week
    ? `Nobody has a card for week ${week}.`
    : `Nobody has a card for week ${week}. Week ${open} takes picks.`;
}
