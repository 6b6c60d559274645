import type { Selection } from '../payload/scoreboard.js';
import type { Recording } from '../recording/recording.js';

const REGULAR_SEASON = '2';

/**
 * Parses a scoreboard request; `undefined` for a date range, which ESPN refuses. `dates` is a season's year (with
 * `week`), a month or a day; an empty query means the current week.
 */
export function selectionOf(query: URLSearchParams, recording: Recording): Selection | undefined {
  const dates = query.get('dates') ?? '';
  const week = query.get('week');
  if (dates.includes('-')) {
    return undefined;
  }
  if (/^\d{6}(\d\d)?$/.test(dates)) {
    return { kind: 'day', day: dates };
  }
  if ((query.get('seasontype') ?? REGULAR_SEASON) !== REGULAR_SEASON || !/^(\d{4})?$/.test(dates)) {
    return { kind: 'nothing' };
  }
  const season = dates === '' ? recording.season : Number(dates);
  return {
    kind: 'week',
    season,
    week: week === null ? recording.week : /^\d{1,2}$/.test(week) ? Number(week) : 0,
  };
}
