import {
  type Card,
  type CardInput,
  cardSchema,
  demoAccountsSchema,
  deviceZone,
  historySchema,
  type LeagueSummary,
  leagueCardsSchema,
  leagueSummariesSchema,
  type Me,
  meSchema,
  seasonSchema,
  siteStatusSchema,
} from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { identity } from '../identity/identity.js';
import { getDatedJson, getJson, getJsonAsAnybody, HttpError } from './http.js';
import { getEveryPage } from './pages.js';
import { type SeasonKey, seasonParams, type WeekKey, weekKey } from './week.js';

const MINUTE = 60_000;

/** The queries that every page uses, each under one key. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  /** null: nobody is signed in. `identity` decides what the answer means for the page. */
  queryFn: async ({ signal }): Promise<Me | null> => {
    const { generation } = identity.get();
    const me = await whoIsThere(signal);
    identity.settle(me, generation);
    return me;
  },
  staleTime: 5 * MINUTE,
});

export const leaguesQuery = queryOptions({
  queryKey: ['leagues'],
  queryFn: ({ signal }): Promise<LeagueSummary[]> => getJson('/api/leagues', leagueSummariesSchema, signal),
  staleTime: MINUTE,
});

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => getJson('/api/demo', demoAccountsSchema, signal),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export const seasonQuery = queryOptions({
  queryKey: ['season'],
  queryFn: ({ signal }) => getJson('/api/season', seasonSchema, signal),
  staleTime: MINUTE,
});

/** Reads the calendar of a season, which need not be the current one. */
export function seasonOf(key: SeasonKey) {
  return queryOptions({
    queryKey: ['season', key.season, key.type],
    queryFn: ({ signal }) => getJson(`/api/season?${seasonParams(key)}`, seasonSchema, signal),
    staleTime: MINUTE,
  });
}

/** Returns the path of a resource of a league's week. */
function ofWeek(league: string, what: string, week: WeekKey): string {
  return `/api/leagues/${encodeURIComponent(league)}/${what}/${week.week}?${seasonParams(week)}`;
}

/** Reads the cards of a week of a league with at most 500, with the picks of locked games. */
export function leagueCardsQuery(league: string, week: WeekKey, epoch: string) {
  return queryOptions({
    queryKey: ['league-cards', league, ...weekKey(week), epoch],
    queryFn: ({ signal }) => getJson(ofWeek(league, 'cards', week), leagueCardsSchema, signal),
    staleTime: 5 * MINUTE,
  });
}

/** Reads all cards of a week, page by page, once for each visit. */
export function everyCardQuery(league: string, week: WeekKey) {
  return queryOptions({
    queryKey: ['every-card', league, ...weekKey(week)],
    queryFn: ({ signal }) => getEveryPage(ofWeek(league, 'cards', week), leagueCardsSchema, 'cards', signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Reads one member's card of a week with the picks of locked games: `cards` has one entry or none. */
export function memberCardQuery(league: string, week: WeekKey, player: string) {
  return memberCardsQuery(league, week, [player]);
}

/** Reads the cards of at most 100 members, as `memberCardQuery`. */
export function memberCardsQuery(league: string, week: WeekKey, players: readonly string[]) {
  return queryOptions({
    queryKey: ['member-card', league, ...weekKey(week), ...players],
    queryFn: ({ signal }) => {
      const wanted = players.map((player) => `&player=${encodeURIComponent(player)}`);
      return getJson(`${ofWeek(league, 'cards', week)}${wanted.join('')}`, leagueCardsSchema, signal);
    },
    staleTime: MINUTE,
  });
}

/** Reads the player's own card of a week, with all picks. */
export function myCardQuery(week: WeekKey) {
  return queryOptions({
    queryKey: ['my-card', ...weekKey(week)],
    queryFn: ({ signal }): Promise<Card> => getJson(myCardPath(week), cardSchema, signal),
    staleTime: MINUTE,
  });
}

/** Returns the path at which the player's own card of a week is read and saved. */
export function myCardPath(week: WeekKey): string {
  return `/api/me/cards/${week.week}?${seasonParams(week)}`;
}

/** Reads the week's slate log of a league. */
export function historyQuery(league: string, week: WeekKey, epoch: string) {
  return queryOptions({
    queryKey: ['history', league, ...weekKey(week), epoch],
    queryFn: ({ signal }) => getJson(ofWeek(league, 'history', week), historySchema, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Reads the log for one visit of a page, with the server's time of the answer. */
export function datedHistoryQuery(league: string, week: WeekKey) {
  return queryOptions({
    queryKey: ['dated-history', league, ...weekKey(week)],
    queryFn: ({ signal }) => getDatedJson(ofWeek(league, 'history', week), historySchema, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The picks of any card. */
export type Picks = Pick<CardInput, 'picks' | 'banker' | 'joker'> & {
  /** An admin corrected it after the lock. */
  readonly corrected?: boolean | undefined;
};

/** Replaces the time zone of demo accounts by the device's, because many visitors share them. */
export function inTheirZone(me: Me): Me {
  return me.demo ? { ...me, timeZone: deviceZone() } : me;
}

/** A card as standings count it. */
export interface CountedCard extends Picks {
  /** Its joker counts, by the league's rules and as far as it is locked. */
  readonly jokerCounts: boolean;
}

async function whoIsThere(signal: AbortSignal): Promise<Me | null> {
  try {
    return inTheirZone(await getJsonAsAnybody('/api/me', meSchema, signal));
  } catch (error) {
    if (error instanceof HttpError && error.code === 'unauthenticated') return null;
    throw error;
  }
}

const LOOK_EVERY_MS = 30_000;

/** The switches of the site. */
export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => getJson('/api/status', siteStatusSchema, signal),
  refetchInterval: LOOK_EVERY_MS,
  staleTime: LOOK_EVERY_MS,
  retry: false,
});
