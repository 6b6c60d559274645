import {
  type Card,
  cardChangedSchema,
  myCardsSchema,
  seasonGamesSchema,
  weekFactsSchema,
  weekGamesSchema,
} from '@sunday-live/contract';
import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getJson, HttpError } from '../http/http.js';
import { type SeasonKey, seasonParams, type WeekKey, weekKey } from '../http/week.js';
import { elapsed } from './clock.js';

/** Reads the games of a week, in the order of their kickoffs. */
export function weekGamesQuery(week: WeekKey) {
  return queryOptions({
    queryKey: ['week-games', ...weekKey(week)],
    queryFn: ({ signal }) =>
      getJson(`/api/weeks/${week.week}/games?${seasonParams(week)}`, weekGamesSchema, signal),
    staleTime: 60_000,
  });
}

/** Reads records and odds of a week's games, as far as the feed has them. */
export function weekFactsQuery(week: WeekKey) {
  return queryOptions({
    queryKey: ['week-facts', ...weekKey(week)],
    queryFn: ({ signal }) =>
      getJson(`/api/weeks/${week.week}/facts?${seasonParams(week)}`, weekFactsSchema, signal),
    staleTime: 5 * 60_000,
  });
}

/** Reads every game of the season, week by week. */
export function seasonGamesQuery(season: SeasonKey) {
  return queryOptions({
    queryKey: ['season-games', season.season, season.type],
    queryFn: ({ signal }) => getJson(`/api/season/games?${seasonParams(season)}`, seasonGamesSchema, signal),
    staleTime: 5 * 60_000,
  });
}

/** Reads the player's cards of the season, and the bankers and jokers that they have used. */
export function myCardsQuery(season: SeasonKey) {
  return queryOptions({
    queryKey: ['my-cards', season.season, season.type],
    queryFn: ({ signal }) => getJson(`/api/me/cards?${seasonParams(season)}`, myCardsSchema, signal),
    staleTime: 60_000,
  });
}

/** Returns the card that another device has saved, when a save failed because of that; otherwise null. */
export function changedCard(error: Error | null): Card | null {
  if (!(error instanceof HttpError) || error.code !== 'card-changed') return null;
  return cardChangedSchema.parse(error.problem).card;
}

const LOOK_MS = 1_000;
/** A larger jump means that the device's clock was set, or that the device slept. */
const JUMP_MS = 2_000;

/**
 * Returns how far the server's clock is ahead of the device's, ms; measured again when the device's clock has
 * jumped.
 */
export function useClockOffset(enabled = true): UseQueryResult<number> {
  const offset = useQuery({ ...clockOffsetQuery, enabled });
  const { refetch } = offset;
  useEffect(() => {
    if (!enabled) return;
    const drift = () => Date.now() - elapsed();
    let known = drift();
    const timer = setInterval(() => {
      if (Math.abs(drift() - known) < JUMP_MS) return;
      known = drift();
      void refetch();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [refetch, enabled]);
  return offset;
}

/**
 * Measures how far the server's clock is ahead of the device's, in ms, to about a second, from the Date
 * header.
 */
export const clockOffsetQuery = queryOptions({
  queryKey: ['clock-offset'],
  queryFn: async ({ signal }): Promise<number> => {
    const asked = Date.now();
    const answer = await fetch('/api/season', { method: 'HEAD', cache: 'no-store', signal });
    const said = Date.parse(answer.headers.get('date') ?? '');
    // The header has whole seconds: on average the clock is half a second ahead of it.
    return Number.isNaN(said) ? 0 : said + 500 - (asked + Date.now()) / 2;
  },
  staleTime: 10 * 60_000,
});
