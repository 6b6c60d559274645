import {
  type LeagueSummary,
  leagueSchema,
  leagueSummarySchema,
  type Members,
  membersSchema,
  openLeaguesSchema,
  type RulesName,
} from '@sunday-live/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson, sendJson } from '../http/http.js';
import { type PagesResult, usePages } from '../http/pages.js';
import { leaguesQuery } from '../http/queries.js';

function path(league: string): string {
  return `/api/leagues/${encodeURIComponent(league)}`;
}

/** Reads a league with its first members. */
export function leagueQuery(id: string) {
  return queryOptions({
    queryKey: ['league', id],
    queryFn: ({ signal }) => getJson(path(id), leagueSchema, signal),
    staleTime: 15_000,
  });
}

/** Reads the members of a league by name, page by page; `search`: a part of the name. */
export function useMembers(id: string, search: string): PagesResult<Members> {
  return usePages({
    key: ['league', id, 'members'],
    path: `${path(id)}/members${search === '' ? '' : `?q=${encodeURIComponent(search)}`}`,
    schema: membersSchema,
  });
}

/** Reads the open leagues that the player is not in; `search`: a part of the name. */
export function openLeaguesQuery(search: string) {
  return queryOptions({
    queryKey: ['open-leagues', search],
    queryFn: ({ signal }) =>
      getJson(`/api/leagues/open?search=${encodeURIComponent(search)}`, openLeaguesSchema, signal),
    staleTime: 15_000,
  });
}

export async function joinOpenLeague(id: string): Promise<void> {
  await sendJson('PUT', `${path(id)}/members/me`);
}

/** The request body for a new league. */
export interface NewLeague {
  readonly name: string;
  readonly rules: RulesName;
  readonly visibility: LeagueSummary['visibility'];
}

/** The changes that a commissioner can make to a league. */
export interface LeagueChange {
  readonly name?: string;
  readonly visibility?: LeagueSummary['visibility'];
  readonly widget?: boolean;
  readonly newCode?: true;
}

export async function createLeague(league: NewLeague): Promise<LeagueSummary> {
  return leagueSummarySchema.parse(await sendJson('POST', '/api/leagues', league));
}

export async function joinLeague(code: string): Promise<LeagueSummary> {
  return leagueSummarySchema.parse(await sendJson('POST', '/api/leagues/join', { code }));
}

export async function changeLeague(id: string, change: LeagueChange): Promise<void> {
  await sendJson('PATCH', path(id), change);
}

/** Removes a member. @param member a player's id, or `me` to leave */
export async function removeMember(id: string, member: string): Promise<void> {
  await sendJson('DELETE', `${path(id)}/members/${encodeURIComponent(member)}`);
}

export async function handOver(id: string, member: string): Promise<void> {
  await sendJson('PATCH', `${path(id)}/members/${encodeURIComponent(member)}`, { role: 'commissioner' });
}

/** Reads the leagues, and the changed one, again. */
export async function refreshLeagues(client: QueryClient, changed?: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: leaguesQuery.queryKey }),
    client.invalidateQueries({ queryKey: ['open-leagues'] }),
    ...(changed === undefined ? [] : [client.invalidateQueries({ queryKey: ['league', changed] })]),
  ]);
}
