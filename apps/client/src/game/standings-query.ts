import { standingsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../http/http.js';
import { type SeasonKey, seasonParams, type WeekKey } from '../http/week.js';

/** What the table is about: a season, or one week. */
export type Span =
  | { readonly scope: 'season'; readonly of: SeasonKey }
  | { readonly scope: 'week'; readonly of: WeekKey };

/** Where the standings of a league are read, as JSON or (asked for by `Accept`) as CSV. */
export function standingsPath(league: string, span: Span): string {
  const week = span.scope === 'week' ? `&week=${span.of.week}` : '';
  return `/api/leagues/${encodeURIComponent(league)}/standings?scope=${span.scope}&${seasonParams(span.of)}${week}`;
}

/** The standings of a league, read again every minute as long as somebody looks. */
export function standingsQuery(league: string, span: Span) {
  return queryOptions({
    queryKey: ['standings', standingsPath(league, span)],
    queryFn: ({ signal }) => getJson(standingsPath(league, span), standingsSchema, signal),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
}
