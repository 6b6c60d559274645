import { standingsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../http/http.js';
import { getEveryPage } from '../http/pages.js';
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
