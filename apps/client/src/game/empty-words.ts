import type { Scope, Season, SeasonType, Slate } from '@sunday-live/contract';
import { weekName, weekPhrase } from '@sunday-live/scoring';

/** Returns the name of a week for a heading; between two seasons there is no week. */
export function slateName(type: SeasonType, week: number): string {
  return week === 0 ? 'Between two seasons' : weekName(type, week);
}

/**
 * Returns why standings have no rows. Only a week that takes picks asks for a card.
 * @param season null: not known yet
 */
export function emptyWords(
  scope: Scope,
  { type, week }: Pick<Slate, 'type' | 'week'>,
  season: Pick<Season, 'pickWeek'> | null,
): string {
  const open = season?.pickWeek ?? null;
  const opens = open === null ? '' : `${weekName(type, open)} is open for picks.`;
  if (week === 0) {
    return open === null
      ? 'No games now. The standings start with the first cards of the season.'
      : `No games now. ${opens}`;
  }
  if (open === week) return 'Nobody has a card for this week yet. Hand yours in before the deadline.';
  if (scope === 'season') return 'Nobody has handed in a card this season.';
  return open === null || open < week
    ? `Nobody has a card for ${weekPhrase(type, week)}.`
    : `Nobody has a card for ${weekPhrase(type, week)}. ${opens}`;
}
