import {
  leagueRecordsSchema,
  leagueStatisticsSchema,
  playerCareerSchema,
  playerProfileSchema,
  playerStatisticsSchema,
  writtenRecordsSchema,
} from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from './http.js';
import { type SeasonKey, seasonParams } from './week.js';

const MINUTE = 60_000;

const path = (...parts: string[]) => parts.map(encodeURIComponent).join('/');
const inSeason = (season: SeasonKey | null) => (season === null ? '' : `?${seasonParams(season)}`);
const inYear = (season: number | null) => (season === null ? '' : `?season=${season}`);

/** Returns the path of a league's statistics, as JSON or (by the `Accept` header) as CSV. */
export function statisticsPath(league: string, season: SeasonKey): string {
  return `/api/leagues/${path(league)}/statistics?${seasonParams(season)}`;
}

/**
 * Reads a part of the season's standings of a league with the data of all columns.
 * @param params which part of the standings, as query parameters
 */
export function leagueStatisticsQuery(league: string, season: SeasonKey, params: string) {
  const address = `${statisticsPath(league, season)}&${params}`;
  return queryOptions({
    queryKey: ['statistics', address],
    queryFn: ({ signal }) => getJson(address, leagueStatisticsSchema, signal),
    staleTime: 15_000,
    refetchInterval: MINUTE,
  });
}

export function playerProfileQuery(player: string) {
  return queryOptions({
    queryKey: ['player', player],
    queryFn: ({ signal }) => getJson(`/api/players/${path(player)}`, playerProfileSchema, signal),
    staleTime: MINUTE,
  });
}

export function playerStatisticsQuery(league: string, player: string, season: SeasonKey | null) {
  return queryOptions({
    queryKey: ['player-statistics', league, player, season?.season, season?.type],
    queryFn: ({ signal }) =>
      getJson(
        `/api/leagues/${path(league)}/players/${path(player)}/statistics${inSeason(season)}`,
        playerStatisticsSchema,
        signal,
      ),
    staleTime: 15_000,
  });
}

export function playerCareerQuery(league: string, player: string) {
  return queryOptions({
    queryKey: ['player-career', league, player],
    queryFn: ({ signal }) =>
      getJson(`/api/leagues/${path(league)}/players/${path(player)}/career`, playerCareerSchema, signal),
    staleTime: MINUTE,
  });
}

/** Reads a league's records; null: of all seasons. */
export function recordsQuery(league: string, season: number | null) {
  return queryOptions({
    queryKey: ['records', league, season],
    queryFn: ({ signal }) =>
      getJson(`/api/leagues/${path(league)}/records${inYear(season)}`, leagueRecordsSchema, signal),
    staleTime: MINUTE,
  });
}

/** Records that an admin has entered by hand. */
export const writtenRecordsQuery = queryOptions({
  queryKey: ['written-records'],
  queryFn: ({ signal }) => getJson('/api/records', writtenRecordsSchema, signal),
  staleTime: 5 * MINUTE,
});
