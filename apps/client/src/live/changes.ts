import type { Cause, Delta, Game, Row, Scope } from '@sunday-live/contract';
import { currentGameDay } from '@sunday-live/scoring';
import type { PointsChange } from '../game/marks.js';
import { type LiveState, SCOPES } from './apply-frame.js';

export type PointsChanges = Readonly<Record<Scope, ReadonlyMap<number, PointsChange>>>;

/** Returns points won or lost between two states, by scope and player. @param at when the change is shown */
export function pointsChanges(before: LiveState | null, after: LiveState, at: number): PointsChanges {
  const points = {
    day: new Map<number, PointsChange>(),
    week: new Map<number, PointsChange>(),
    season: new Map<number, PointsChange>(),
  };
  if (before === null) return points;
  for (const scope of SCOPES) {
    if (!isComparable(scope, before, after)) continue;
    if (before.scopes[scope] === after.scopes[scope]) continue;
    for (const row of after.scopes[scope].values()) {
      const by = pointsWon(before.scopes[scope].get(row[0]), row);
      if (by !== 0) points[scope].set(row[0], { by, at });
    }
  }
  return points;
}

/** Returns the changes without those of another week or game day. */
export function comparable(
  changes: PointsChanges,
  before: LiveState | null,
  after: LiveState,
): PointsChanges {
  const kept = (scope: Scope) =>
    before === null || isComparable(scope, before, after) ? changes[scope] : new Map<number, PointsChange>();
  return { day: kept('day'), week: kept('week'), season: kept('season') };
}

/**
 * Returns whether a scope's points in two states count the same games: another day or week starts at 0,
 * without anybody losing points.
 */
function isComparable(scope: Scope, before: LiveState, after: LiveState): boolean {
  if (scope === 'season') return before.slate.season === after.slate.season;
  const { slate, games } = before;
  if (slate.season !== after.slate.season || slate.week !== after.slate.week) return false;
  if (scope === 'day') return dayOf(before) === dayOf(after);
  // the same week number can occur in another part of the season
  return games.size === 0 || [...games.keys()].some((id) => after.games.has(id));
}

function dayOf({ games }: LiveState): string | null {
  return currentGameDay(games.values())?.id ?? null;
}

/** Returns the games whose score or state changed between two states; clocks do not count. */
export function movedGames(before: LiveState | null, after: LiveState): string[] {
  if (before === null || before.games === after.games) return [];
  return [...after.games.values()].flatMap((game) => {
    const old = before.games.get(game.id);
    if (!old || old === game) return [];
    const moved =
      old.awayScore !== game.awayScore || old.homeScore !== game.homeScore || old.state !== game.state;
    return moved ? [game.id] : [];
  });
}

function pointsWon(before: Row | undefined, after: Row): number {
  return before === undefined ? 0 : after[2] - before[2];
}

/** One line of the event feed: an event, and the score after it. */
export interface LiveEvent {
  readonly seq: number;
  readonly at: string;
  readonly cause: Cause;
  readonly awayScore: number;
  readonly homeScore: number;
}

/**
 * Returns the events of a delta: its cause, and for other games that changed (a delta may cover several
 * events) what their scores imply.
 * @param moved games whose score or state changed
 */
export function eventsOf(frame: Delta, before: LiveState | null, moved: Iterable<string>): LiveEvent[] {
  const games = new Map(frame.games.map((game) => [game.id, game]));
  const ids = new Set(moved);
  if (frame.cause) ids.add(frame.cause.game);
  return [...ids].flatMap((id) => {
    const game = games.get(id);
    const old = before?.games.get(id);
    if (!game) return [];
    const cause = frame.cause?.game === id ? frame.cause : guessed(game, old);
    return [{ seq: frame.seq, at: frame.at, cause, awayScore: game.awayScore, homeScore: game.homeScore }];
  });
}

function guessed(game: Game, old: Game | undefined): Cause {
  const [away, home] = [game.awayScore - (old?.awayScore ?? 0), game.homeScore - (old?.homeScore ?? 0)];
  if (away < 0 || home < 0) return { game: game.id, kind: 'correction' };
  if (game.state === 'post' && old?.state !== 'post') return { game: game.id, kind: 'final' };
  if (away > 0 || home > 0) return { game: game.id, kind: 'score', team: away > 0 ? game.away : game.home };
  return { game: game.id, kind: game.state === 'in' && old?.state === 'pre' ? 'kick-off' : 'correction' };
}
