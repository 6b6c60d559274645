import type { Game, History } from '@sunday-live/contract';
import { momentWords, raceTicks, type Tick } from '../../../game/moments.js';

/** A week's games before the first event, and at some moments of its log. */
export interface Moments {
  readonly games: readonly (readonly Game[])[];
  /** Times of the moments, ascending: one less than `games`. */
  readonly at: readonly string[];
}

/**
 * All players' chances to win the week before the first event and at some moments, in the order of the
 * players.
 */
export interface Course {
  readonly chances: readonly Float64Array[];
  /** As in `Moments`. */
  readonly at: readonly string[];
}

/** Replays a week's log, with stops at even times. */
export function momentsOf({ week, games, events }: History, timeZone: string): Moments {
  const now = new Map(games.map((game) => [game.id, game]));
  const shown: Game[][] = [[...now.values()]];
  const at: string[] = [];
  let done = 0;
  for (const { position } of raceTicks(events.length, momentWords(events, timeZone))) {
    const since = events.slice(done, position);
    const last = since.at(-1);
    if (last === undefined) continue;
    for (const event of since)
      for (const game of event.games) {
        if (game.week === week) now.set(game.id, game);
        else now.delete(game.id);
      }
    shown.push([...now.values()]);
    at.push(last.at);
    done = position;
  }
  return { games: shown, at };
}

/** Returns the course with one more moment at its end. */
export function continued({ chances, at }: Course, now: string, latest: Float64Array): Course {
  return { chances: [...chances, latest], at: [...at, now] };
}

/** Returns the ticks of the chart: positions in the course, each with its label. */
export function courseTicks({ at }: Course, timeZone: string): Tick[] {
  const words = momentWords(
    at.map((time) => ({ at: time })),
    timeZone,
  );
  return raceTicks(at.length, words);
}

const BEST = 3;

/**
 * Returns whose lines are drawn: the best chances at the end, and the viewer. @param own -1 without a card
 */
export function drawnOf({ chances }: Course, own: number): number[] {
  const last = chances.at(-1) ?? new Float64Array();
  const best = [...last.keys()].sort((a, b) => (last[b] ?? 0) - (last[a] ?? 0) || a - b).slice(0, BEST);
  return own < 0 || best.includes(own) ? best : [...best, own];
}
