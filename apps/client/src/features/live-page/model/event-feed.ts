import type { Game, History } from '@sunday-live/contract';
import type { LiveEvent } from '../../../live/live-store.js';

/** The causes in a week's log, oldest first, with the score after each. */
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
 * The event feed, newest first: what the log says up to what is shown, and what came live since.
 * @param seq the position of the table; nothing later may be told (the television is behind)
 */
export function eventFeed(past: readonly LiveEvent[], live: readonly LiveEvent[], seq: number): LiveEvent[] {
  const bySeq = new Map<number, LiveEvent>();
  for (const event of [...live, ...past]) if (event.seq <= seq) bySeq.set(event.seq, event);
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}

/** The last score of each game, by game id. */
export function lastScores(feed: readonly LiveEvent[]): ReadonlyMap<string, LiveEvent> {
  const last = new Map<string, LiveEvent>();
  for (const event of feed) {
    const score = event.cause.kind !== 'kick-off' && event.cause.kind !== 'final';
    if (score && !last.has(event.cause.game)) last.set(event.cause.game, event);
  }
  return last;
}
