import type { History } from '@sunday-live/contract';

/** The log as far as this device may show it: what is younger than the delay for the television is not in it. */
export function shownHistory(history: History, delaySeconds: number, now: number): History {
  if (delaySeconds === 0) return history;
  const until = now - delaySeconds * 1000;
  return { ...history, events: history.events.filter(({ at }) => Date.parse(at) <= until) };
}
