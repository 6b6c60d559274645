import { plain, type Season, type StatisticsRow, standingsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../http/http.js';
import { getEveryPage } from '../http/pages.js';
import { leagueStatisticsQuery } from '../http/statistics.js';
import { type SeasonKey, seasonParams, type WeekKey } from '../http/week.js';
import { type PageAsked, pageParams } from '../ui/data-table/table-pages.js';

/** The period of standings: a season, or one week. */
export type Span =
  | { readonly scope: 'season'; readonly of: SeasonKey }
  | { readonly scope: 'week'; readonly of: WeekKey };

/** Returns the path of a league's standings, as JSON or (by the `Accept` header) as CSV. */
export function standingsPath(league: string, span: Span): string {
  const week = span.scope === 'week' ? `&week=${span.of.week}` : '';
  return `/api/leagues/${encodeURIComponent(league)}/standings?scope=${span.scope}&${seasonParams(span.of)}${week}`;
}

/** Reads a part of the standings of a league, again every minute while it is shown; the first page by default. */
export function standingsQuery(league: string, span: Span, asked: PageAsked = {}) {
  const path = `${standingsPath(league, span)}&${pageParams(asked)}`;
  return queryOptions({
    queryKey: ['standings', path],
    queryFn: ({ signal }) => getJson(path, standingsSchema, signal),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
}

/** Reads the viewer's own row; `rows` holds another one, or none, when the viewer has no card. */
export function ownStandingQuery(league: string, span: Span) {
  return standingsQuery(league, span, { around: 'me', limit: 1 });
}

/** Reads all rows of the standings, page by page, once for each visit. */
export function everyStandingQuery(league: string, span: Span) {
  const path = standingsPath(league, span);
  return queryOptions({
    queryKey: ['every-standing', path],
    queryFn: ({ signal }) => getEveryPage(path, standingsSchema, 'rows', signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Reads a part of the season's standings of a league; the first page by default. */
export function seasonStandingsQuery(league: string, season: SeasonKey, asked: PageAsked = {}) {
  return leagueStatisticsQuery(league, season, pageParams(asked));
}

/** Reads the best fans of a division's teams. */
export function divisionQuery(league: string, season: SeasonKey, division: string, limit: number) {
  return leagueStatisticsQuery(league, season, `limit=${limit}&division=${encodeURIComponent(division)}`);
}

/** Returns the ranks that more than one row has. */
export function sharedRanks(rows: readonly { readonly rank: number }[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const { rank } of rows) (seen.has(rank) ? shared : seen).add(rank);
  return shared;
}

/** Formats a number: `12`, `−8.5`; a dash for null. */
export function figure(value: number | null): string {
  return value === null ? '–' : plain(value);
}

/** Returns the weeks with something to show, latest first: all that do not take picks any more. */
export function playedWeeks(season: Season): number[] {
  return season.weeks
    .filter(({ week, state }) => isOver(state) || week <= (season.resultsWeek ?? 0))
    .map(({ week }) => week)
    .sort((a, b) => b - a);
}

function isOver(state: Season['weeks'][number]['state']): boolean {
  return state === 'locked' || state === 'done';
}

/** Returns places won (positive) or lost since the week before; null where there was no place. */
export function movement({ rank, before }: Pick<StatisticsRow, 'rank' | 'before'>): number | null {
  return before === null ? null : before - rank;
}

/** Describes a movement for screen readers: `up 3`, `down 1`, `no change`, `new`. */
export function movementWords(moved: number | null): string {
  if (moved === null) return 'new';
  if (moved === 0) return 'no change';
  return moved > 0 ? `up ${moved}` : `down ${-moved}`;
}

/** Returns the percentage of right picks; null before any has counted. */
export function rightShare({ right, played }: Pick<StatisticsRow, 'right' | 'played'>): number | null {
  return played === 0 ? null : (100 * right) / played;
}
