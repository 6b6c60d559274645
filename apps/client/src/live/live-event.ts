import type { Cause, Delta, Game } from '@sunday-live/contract';
import type { LiveState } from './apply-frame.js';

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
