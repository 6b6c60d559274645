import type { Standings, StandingsRow } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { amount } from '../../http/amount.js';
import { getJson } from '../../http/http.js';
import { flag, list, nullable, object, oneOf, type Shape, text, whole } from '../../http/shape.js';
import { position } from '../../http/shapes.js';

/** What of the season the table is about; `week` is one week of it. */
export type Span = { readonly scope: 'season' } | { readonly scope: 'week'; readonly week: number };

export const standings: Shape<Standings> = object<Standings>({
  league: text,
  ...position,
  scope: oneOf('day', 'week', 'season'),
  season: whole,
  week: whole,
  unofficial: flag,
  rows: list(
    object<StandingsRow>({
      n: whole,
      id: text,
      name: text,
      team: nullable(text),
      rank: whole,
      points: whole,
      right: whole,
      played: whole,
      bankerAverage: nullable(amount),
      jokers: whole,
    }),
  ),
});

/** Where the standings of a league are read, as JSON or (asked for by `Accept`) as CSV. */
export function standingsPath(league: string, span: Span): string {
  const week = span.scope === 'week' ? `&week=${span.week}` : '';
  return `/api/leagues/${encodeURIComponent(league)}/standings?scope=${span.scope}${week}`;
}

/** The standings of a league, read again every minute as long as somebody looks. */
export function standingsQuery(league: string, span: Span) {
  return queryOptions({
    queryKey: ['standings', league, span],
    queryFn: ({ signal }) => getJson(standingsPath(league, span), standings, signal),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
}
