import type { History } from '@sunday-live/contract';

/**
 * Returns the part of the log that this device may show: without events younger than the TV delay.
 * @param at the server's time of the answer; null: not known, so the last event's time is used
 */
export function shownHistory(history: History, delaySeconds: number, at: number | null): History {
  if (delaySeconds === 0) return history;
  const until = (at ?? Date.parse(history.events.at(-1)?.at ?? '')) - delaySeconds * 1000;
  return { ...history, events: history.events.filter((event) => Date.parse(event.at) <= until) };
}

/** Returns the log up to a position, for a page that shows that position. */
export function historyUpTo(history: History, seq: number): History {
  return { ...history, events: history.events.filter((event) => event.seq <= seq) };
}
