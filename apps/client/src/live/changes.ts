import type { Row, Scope } from '@sunday-live/contract';
import type { LiveState } from './apply-frame.js';
import { SCOPES } from './scopes.js';

/** News of one number: by how much it changed, and when that was shown. `at` tells two changes apart. */
export interface PointsChange {
  readonly by: number;
  readonly at: number;
}

/** Points won or lost between two states, by scope and player. @param at when the change is shown */
export function pointsChanges(
  before: LiveState | null,
  after: LiveState,
  at: number,
): Readonly<Record<Scope, ReadonlyMap<number, PointsChange>>> {
  const points = {
    day: new Map<number, PointsChange>(),
    week: new Map<number, PointsChange>(),
    season: new Map<number, PointsChange>(),
  };
  if (before === null) return points;
  for (const scope of SCOPES) {
    if (before.scopes[scope] === after.scopes[scope]) continue;
    for (const row of after.scopes[scope].values()) {
      const by = pointsWon(before.scopes[scope].get(row[0]), row);
      if (by !== 0) points[scope].set(row[0], { by, at });
    }
  }
  return points;
}

/** Games whose score or state moved between two states; their clocks are no news. */
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
