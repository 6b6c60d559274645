import type { Announcement, LivePlayer, Row, Scope } from '@sunday-live/contract';
import { orderRows } from '@sunday-live/scoring';
import type { LiveState } from '../../../live/apply-frame.js';

/** A row of the standings on the big screen. */
export interface ScreenRow {
  readonly n: number;
  readonly rank: number;
  readonly shared: boolean;
  readonly name: string;
  readonly team: string | null;
  /** null: no game has been played that could give points. */
  readonly points: number | null;
  /** Points just won or lost. */
  readonly change: number;
}

export interface ScreenInput {
  readonly state: LiveState;
  readonly scope: Scope;
  readonly started: boolean;
  /** Recent points won or lost, by player number. */
  readonly changes: ReadonlyMap<number, number>;
}

/** More rows would be too small to read, and larger leagues send only little more than this. */
const LAST_RANK = 50;

/** Returns the standings in order, down to the 50th place. */
export function screenRows({ state, scope, started, changes }: ScreenInput): ScreenRow[] {
  const player = (n: number): LivePlayer | undefined => state.players.get(n);
  const rows = orderRows(state.scopes[scope].values(), (n) => player(n)?.name ?? '');
  const shown = rows.filter((row) => row[1] <= LAST_RANK);
  return shown.map(([n, rank, points]: Row, i) => ({
    n,
    rank,
    shared: shown[i - 1]?.[1] === rank || shown[i + 1]?.[1] === rank,
    name: player(n)?.name ?? 'Unknown player',
    team: player(n)?.team ?? null,
    points: started ? points : null,
    change: changes.get(n) ?? 0,
  }));
}

export interface Page<T> {
  readonly items: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** Returns the page of a list at a beat: page after page, each full, and again from the start. */
export function pageAt<T>(items: readonly T[], size: number, beat: number): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = beat % pages;
  const from = Math.min(page * size, Math.max(0, items.length - size));
  return { items: items.slice(from, from + size), page, pages };
}

/**
 * Returns the current announcements for everybody in front of the screen, the highest level first; none of
 * other leagues.
 */
export function announced(all: readonly Announcement[], wall: string, now: number): Announcement[] {
  const weight = { alert: 0, important: 1, info: 2 } as const;
  return all
    .filter(
      ({ league, withdrawnAt, expiresAt }) =>
        [null, 'everyone', wall].includes(league) &&
        withdrawnAt === null &&
        (expiresAt === null || Date.parse(expiresAt) > now),
    )
    .sort((a, b) => weight[a.level] - weight[b.level] || b.createdAt.localeCompare(a.createdAt));
}
