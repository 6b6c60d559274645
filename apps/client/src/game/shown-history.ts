import type { History } from '@sunday-live/contract';

/**
 * The log as far as this device may show it: what is younger than the delay for the television is not in it.
 * @param at when the server gave it, by the server's clock as the events' times are; null: not known, so the last event counts
 */
export function shownHistory(history: History, delaySeconds: number, at: number | null): History {
  if (delaySeconds === 0) return history;
  const until = (at ?? Date.parse(history.events.at(-1)?.at ?? '')) - delaySeconds * 1000;
  return { ...history, events: history.events.filter((event) => Date.parse(event.at) <= until) };
}

/** The log up to a position: what a page that shows that position may tell. */
export function historyUpTo(history: History, seq: number): History {
  return { ...history, events: history.events.filter((event) => event.seq <= seq) };
}
