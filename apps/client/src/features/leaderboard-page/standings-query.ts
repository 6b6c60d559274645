import type { Standings, StandingsRow } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { amount } from '../../http/amount.js';
import { getJson } from '../../http/http.js';
import { flag, list, nullable, object, oneOf, type Shape, text, whole } from '../../http/shape.js';
import { position } from '../../http/shapes.js';
import { type SeasonKey, seasonParams, type WeekKey } from '../../http/week.js';
import { seasonType } from '../../live/frames.js';

/** What the table is about: a season, or one week. */
export type Span =
  | { readonly scope: 'season'; readonly of: SeasonKey }
  | { readonly scope: 'week'; readonly of: WeekKey };

export const standings: Shape<Standings> = object<Standings>({
  league: text,
  ...position,
  scope: oneOf('day', 'week', 'season'),
  season: whole,
  type: seasonType,
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
  const week = span.scope === 'week' ? `&week=${span.of.week}` : '';
  return `/api/leagues/${encodeURIComponent(league)}/standings?scope=${span.scope}&${seasonParams(span.of)}${week}`;
}

/** The standings of a league, read again every minute as long as somebody looks. */
export function standingsQuery(league: string, span: Span) {
  return queryOptions({
    queryKey: ['standings', standingsPath(league, span)],
    queryFn: ({ signal }) => getJson(standingsPath(league, span), standings, signal),
    staleTime: 15_000,
    refetchInterval: 60_000,
  });
}
