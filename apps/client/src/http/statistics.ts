import type {
  BegunWeek,
  LeagueRecord,
  LeagueRecords,
  LeagueStatistics,
  PastBanker,
  PlayedWeek,
  PlayerCareer,
  PlayerProfile,
  PlayerStatistics,
  RecordHolder,
  SeasonFigures,
  StatisticsRow,
  TeamRecord,
  WeekScore,
  WrittenRecord,
} from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { seasonType } from '../live/frames.js';
import { amount } from './amount.js';
import { getJson } from './http.js';
import { flag, list, nullable, object, oneOf, optional, type Shape, text, whole } from './shape.js';
import { type SeasonKey, seasonParams } from './week.js';

const MINUTE = 60_000;

const begunWeek = object<BegunWeek>({ week: whole, over: flag });
const weekScore = object<WeekScore>({ week: whole, points: whole });

export const leagueStatistics: Shape<LeagueStatistics> = object<LeagueStatistics>({
  league: text,
  season: whole,
  type: seasonType,
  weeks: list(begunWeek),
  rows: list(
    object<StatisticsRow>({
      n: whole,
      id: text,
      name: text,
      team: nullable(text),
      rank: whole,
      before: nullable(whole),
      points: whole,
      right: whole,
      played: whole,
      lastWeek: nullable(whole),
      best: nullable(whole),
      average: nullable(amount),
      worst: nullable(whole),
      bankerAverage: nullable(amount),
      jokers: whole,
      weeks: list(nullable(whole)),
    }),
  ),
});

export const playerProfile: Shape<PlayerProfile> = object<PlayerProfile>({
  id: text,
  name: text,
  team: nullable(text),
  leagues: list(object<PlayerProfile['leagues'][number]>({ id: text, name: text })),
  seasons: list(whole),
});

const seasonFigures: Shape<SeasonFigures> = object<SeasonFigures>({
  season: whole,
  rank: nullable(whole),
  shared: optional(flag),
  players: whole,
  points: whole,
  right: whole,
  played: whole,
  weeks: whole,
  best: nullable(weekScore),
  worst: nullable(weekScore),
  average: nullable(amount),
  bankerAverage: nullable(amount),
  bankers: whole,
  jokers: whole,
  run: whole,
});

export const playerStatistics: Shape<PlayerStatistics> = object<PlayerStatistics>({
  league: text,
  player: text,
  type: seasonType,
  figures: seasonFigures,
  weeks: list(
    object<PlayedWeek>({
      week: whole,
      over: flag,
      points: nullable(whole),
      right: whole,
      played: whole,
      average: nullable(amount),
      rank: nullable(whole),
      joker: flag,
    }),
  ),
  bankers: list(
    object<PastBanker>({
      week: whole,
      team: text,
      opponent: text,
      awayScore: whole,
      homeScore: whole,
      right: flag,
      points: whole,
      joker: flag,
    }),
  ),
  teams: list(object<TeamRecord>({ team: text, played: whole, right: whole })),
});

export const playerCareer: Shape<PlayerCareer> = object<PlayerCareer>({
  league: text,
  player: text,
  seasons: list(seasonFigures),
});

export const leagueRecords: Shape<LeagueRecords> = object<LeagueRecords>({
  league: text,
  seasons: list(whole),
  records: list(
    object<LeagueRecord>({
      kind: oneOf(
        'best-week',
        'worst-week',
        'most-right',
        'best-season',
        'best-banker',
        'worst-banker',
        'longest-run',
        'longest-lead',
        'biggest-climb',
      ),
      value: whole,
      holders: list(
        object<RecordHolder>({
          id: text,
          name: text,
          team: nullable(text),
          season: whole,
          week: nullable(whole),
        }),
      ),
      times: whole,
    }),
  ),
});

export const writtenRecords: Shape<WrittenRecord[]> = list(
  object<WrittenRecord>({ id: text, title: text, holder: text, feat: text, season: nullable(whole) }),
);

const path = (...parts: string[]) => parts.map(encodeURIComponent).join('/');
const inSeason = (season: SeasonKey | null) => (season === null ? '' : `?${seasonParams(season)}`);
const inYear = (season: number | null) => (season === null ? '' : `?season=${season}`);

/** Where the statistics of a league are read, as JSON or (asked for by `Accept`) as CSV. Null = the newest season with cards. */
export function statisticsPath(league: string, season: SeasonKey | null): string {
  return `/api/leagues/${path(league)}/statistics${inSeason(season)}`;
}

/** The season's table of a league with everything that its columns can show. */
export function leagueStatisticsQuery(league: string, season: SeasonKey | null = null) {
  return queryOptions({
    queryKey: ['statistics', statisticsPath(league, season)],
    queryFn: ({ signal }) => getJson(statisticsPath(league, season), leagueStatistics, signal),
    staleTime: 15_000,
    refetchInterval: MINUTE,
  });
}

export function playerProfileQuery(player: string) {
  return queryOptions({
    queryKey: ['player', player],
    queryFn: ({ signal }) => getJson(`/api/players/${path(player)}`, playerProfile, signal),
    staleTime: MINUTE,
  });
}

export function playerStatisticsQuery(league: string, player: string, season: SeasonKey | null) {
  return queryOptions({
    queryKey: ['player-statistics', league, player, season?.season, season?.type],
    queryFn: ({ signal }) =>
      getJson(
        `/api/leagues/${path(league)}/players/${path(player)}/statistics${inSeason(season)}`,
        playerStatistics,
        signal,
      ),
    staleTime: 15_000,
  });
}

export function playerCareerQuery(league: string, player: string) {
  return queryOptions({
    queryKey: ['player-career', league, player],
    queryFn: ({ signal }) =>
      getJson(`/api/leagues/${path(league)}/players/${path(player)}/career`, playerCareer, signal),
    staleTime: MINUTE,
  });
}

/** A league's records; of all seasons, or of one. */
export function recordsQuery(league: string, season: number | null) {
  return queryOptions({
    queryKey: ['records', league, season],
    queryFn: ({ signal }) =>
      getJson(`/api/leagues/${path(league)}/records${inYear(season)}`, leagueRecords, signal),
    staleTime: MINUTE,
  });
}

/** Records that an admin has written down. */
export const writtenRecordsQuery = queryOptions({
  queryKey: ['written-records'],
  queryFn: ({ signal }) => getJson('/api/records', writtenRecords, signal),
  staleTime: 5 * MINUTE,
});
