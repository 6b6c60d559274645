import { standingsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../http/http.js';
import { type SeasonKey, seasonParams, type WeekKey } from '../http/week.js';

/** The period of standings: a season, or one week. */
export type Span =
  | { readonly scope: 'season'; readonly of: SeasonKey }
  | { readonly scope: 'week'; readonly of: WeekKey };

/** Returns the path of a league's standings, as JSON or (by the `Accept` header) as CSV. */
export function standingsPath(league: string, span: Span): string {
  const week = span.scope === 'week' ? `&week=${span.of.week}` : '';
  return `/api/leagues/${encodeURIComponent(league)}/standings?scope=${span.scope}&${seasonParams(span.of)}${week}`;
}

/** Reads the standings of a league, again every minute while they are shown. */
export function standingsQuery(league: string, span: Span) {
  return queryOptions({
    queryKey: ['standings', standingsPath(league, span)],
    queryFn: ({ signal }) => getJson(standingsPath(league, span), standingsSchema, signal),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
}
