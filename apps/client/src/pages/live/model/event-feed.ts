import type { Game, History } from '@sunday-live/contract';
import type { LiveEvent } from '../../../live/changes.js';

/** Returns the causes in a week's log, oldest first, with the score after each. */
export function eventsOfHistory(history: History): LiveEvent[] {
  const games = new Map<string, Game>(history.games.map((game) => [game.id, game]));
  const events: LiveEvent[] = [];
  for (const { seq, at, games: changed, cause } of history.events) {
    for (const game of changed) games.set(game.id, game);
    const game = cause && games.get(cause.game);
    if (cause && game) events.push({ seq, at, cause, awayScore: game.awayScore, homeScore: game.homeScore });
  }
  return events;
}

/**
 * Joins the log's events with later live events, newest first.
 * @param seq the position of the standings; later events are left out, because the television is behind
 */
export function eventFeed(past: readonly LiveEvent[], live: readonly LiveEvent[], seq: number): LiveEvent[] {
  const known = new Map<string, LiveEvent>();
  // The log has exact events where conflated frames only allow guesses.
  const told = past.at(-1)?.seq ?? Number.NEGATIVE_INFINITY;
  for (const event of live) if (event.seq > told && event.seq <= seq) known.set(keyOf(event), event);
  for (const event of past) if (event.seq <= seq) known.set(keyOf(event), event);
  return [...known.values()].sort((a, b) => b.seq - a.seq);
}

/** Returns the key of an event: one frame can have events of several games. */
export function keyOf(event: LiveEvent): string {
  return `${event.seq} ${event.cause.game}`;
}

/** Returns the last score of each game, by game id. */
export function lastScores(feed: readonly LiveEvent[]): ReadonlyMap<string, LiveEvent> {
  const last = new Map<string, LiveEvent>();
  for (const event of feed) {
    const score = event.cause.kind !== 'kick-off' && event.cause.kind !== 'final';
    if (score && !last.has(event.cause.game)) last.set(event.cause.game, event);
  }
  return last;
}
