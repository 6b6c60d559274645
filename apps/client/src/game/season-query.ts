import { leagueStatisticsQuery } from '../http/statistics.js';
import type { SeasonKey } from '../http/week.js';
import { type PageAsked, pageParams } from '../ui/data-table/table-pages.js';

/** Reads a part of the season's standings of a league; the first page by default. */
export function seasonStandingsQuery(league: string, season: SeasonKey, asked: PageAsked = {}) {
  return leagueStatisticsQuery(league, season, pageParams(asked));
}

/** Reads the best fans of a division's teams. */
export function divisionQuery(league: string, season: SeasonKey, division: string, limit: number) {
  return leagueStatisticsQuery(league, season, `limit=${limit}&division=${encodeURIComponent(division)}`);
}
