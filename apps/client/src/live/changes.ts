import type { Row, Scope } from '@sunday-live/contract';
import type { LiveState } from './apply-frame.js';
import { SCOPES } from './scopes.js';

/** What is news between two states: points won or lost, and games whose score or state moved (not their clock). */
export interface Changes {
  readonly points: Readonly<Record<Scope, ReadonlyMap<number, { by: number; at: number }>>>;
  readonly games: ReadonlyMap<string, number>;
}

/** @param at when the change is shown */
export function changesOf(before: LiveState | null, after: LiveState, at: number): Changes {
  const points = {
    day: new Map<number, { by: number; at: number }>(),
    week: new Map<number, { by: number; at: number }>(),
    season: new Map<number, { by: number; at: number }>(),
  };
  const games = new Map<string, number>();
  if (before === null) return { points, games };
  for (const scope of SCOPES) {
    if (before.scopes[scope] === after.scopes[scope]) continue;
    for (const row of after.scopes[scope].values()) {
      const by = pointsWon(before.scopes[scope].get(row[0]), row);
      if (by !== 0) points[scope].set(row[0], { by, at });
    }
  }
  if (before.games !== after.games) {
    for (const game of after.games.values()) {
      const old = before.games.get(game.id);
      if (!old || old === game) continue;
      const moved =
        old.awayScore !== game.awayScore || old.homeScore !== game.homeScore || old.state !== game.state;
      if (moved) games.set(game.id, at);
    }
  }
  return { points, games };
}

function pointsWon(before: Row | undefined, after: Row): number {
  return before === undefined ? 0 : after[2] - before[2];
}
