import type { Game, History } from '@sunday-live/contract';
import { useDeferredValue, useMemo, useRef } from 'react';
import { isOlder, useAnswerFrom } from '../../http/answer-from.js';
import { historyQuery } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import type { LiveEvent } from '../../live/changes.js';
import type { LiveView } from '../../live/live-store.js';

/** The events of a week, newest first. */
export interface EventsOfWeek {
  readonly events: readonly LiveEvent[];
  /**
   * No event is missing: the log reaches the first event of the stream. Otherwise the effect of events is
   * unknown.
   */
  readonly whole: boolean;
}

const NO_EVENTS: readonly LiveEvent[] = [];

/**
 * Returns the event feed: the log up to the position from which the page has every event, and those events.
 */
export function useEvents(league: string, state: LiveState, view: LiveView, enabled: boolean): EventsOfWeek {
  const { epoch, slate } = state;
  const from = useMemo(() => ({ epoch, seq: view.eventsFrom }), [epoch, view.eventsFrom]);
  const { data } = useAnswerFrom({ ...historyQuery(league, slate, epoch), enabled }, from);
  const past = useMemo(() => (data ? eventsOfHistory(data) : NO_EVENTS), [data]);
  const whole = data !== undefined && !isOlder(data, from);
  const later = useDeferredValue(view.events);
  const seq = useDeferredValue(state.seq);
  const shown = useRef<EventsOfWeek>({ events: NO_EVENTS, whole: false });
  return useMemo(() => {
    const events = eventFeed(past, later, seq);
    const { current } = shown;
    const same = events.length === current.events.length && events[0] === current.events[0];
    if (!same || whole !== current.whole) shown.current = { events: same ? current.events : events, whole };
    return shown.current;
  }, [past, later, seq, whole]);
}

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
