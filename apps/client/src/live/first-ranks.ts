import type { Row, Scope } from '@sunday-live/contract';
import { currentGameDay } from '@sunday-live/scoring';
import { type LiveState, SCOPES } from './apply-frame.js';

/** Ranks by player number. */
export type Ranks = ReadonlyMap<number, number>;

/** Returns places gained (negative: lost) since `before`; null for a player who was not in it. */
export function placesGained(before: Ranks | null, n: number, rank: number): number | null {
  const then = before?.get(n);
  return then === undefined ? null : then - rank;
}

/** Ranks by player number at the first moment when they differed, by scope, on one game day. */
export interface FirstRanks {
  readonly day: string | null;
  readonly ranks: Readonly<Partial<Record<Scope, ReadonlyMap<number, number>>>>;
}

export const NO_RANKS: FirstRanks = { day: null, ranks: {} };

/**
 * Returns the first ranks after a new state: kept during the day, taken where they are missing and not all
 * players are level.
 */
export function firstRanks(known: FirstRanks, state: LiveState): FirstRanks {
  const day = currentGameDay(state.games.values())?.id ?? null;
  const ranks = known.day === day ? known.ranks : {};
  const missing = SCOPES.filter((scope) => !ranks[scope] && !allLevel(state.scopes[scope]));
  if (known.day === day && missing.length === 0) return known;
  const taken = missing.map((scope) => [scope, ranksOf(state.scopes[scope])] as const);
  return { day, ranks: { ...ranks, ...Object.fromEntries(taken) } };
}

function allLevel(rows: ReadonlyMap<number, Row>): boolean {
  for (const row of rows.values()) if (row[1] !== 1) return false;
  return true;
}

function ranksOf(rows: ReadonlyMap<number, Row>): ReadonlyMap<number, number> {
  return new Map([...rows.values()].map(([n, rank]) => [n, rank]));
}
