import { useDeferredValue, useMemo, useRef } from 'react';
import { isOlder, useAnswerFrom } from '../../http/answer-from.js';
import { historyQuery } from '../../http/queries.js';
import type { LiveState } from '../../live/apply-frame.js';
import type { LiveEvent } from '../../live/changes.js';
import type { LiveView } from '../../live/live-store.js';
import { eventFeed, eventsOfHistory } from './model/event-feed.js';

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
