import {
  type History,
  type HistoryEvent,
  type StandingsRow,
  timeOfDay,
  timeWithSeconds,
  weekdayAndTime,
} from '@sunday-live/contract';
import type { Lead } from '@sunday-live/scoring';

/** Returns the address of a moment in the time machine: just after an event of a league's week. */
export function momentPath(league: string, week: number, seq: number): string {
  return `/time-machine/${encodeURIComponent(league)}/${week}?at=${seq}`;
}

const HOUR = 3_600_000;
/** Maximum number of ticks along the race. */
const TICKS = 60;

/** A tick along the race. */
export interface Tick {
  readonly position: number;
  readonly label: string;
}

/**
 * Returns a formatter for moments of a log: with seconds when all is within minutes, with the day when it
 * took days. Position 0 is before the first event.
 */
export function momentWords(
  events: readonly Pick<HistoryEvent, 'at'>[],
  timeZone: string,
): (position: number) => string {
  const at = (i: number) => Date.parse(events.at(i)?.at ?? '');
  const span = at(-1) - at(0);
  const format = span < 2 * HOUR ? timeWithSeconds : span > 18 * HOUR ? weekdayAndTime : timeOfDay;
  return (position) => {
    const event = events[position - 1];
    return event ? format(event.at, timeZone) : 'Start';
  };
}

/** Returns the ticks of a whole log: the last position of each label, thinned evenly. */
export function raceTicks(length: number, words: (position: number) => string): Tick[] {
  const last = new Map<string, number>();
  for (let position = 0; position <= length; position += 1) {
    const label = words(position);
    last.delete(label);
    last.set(label, position);
  }
  const every = Math.ceil(last.size / TICKS);
  return [...last]
    .map(([label, position]) => ({ label, position }))
    .filter((_, i) => (last.size - 1 - i) % every === 0);
}

/** Returns the ticks up to a position, which is the last of them. */
export function ticksUpTo(ticks: readonly Tick[], now: Tick): Tick[] {
  return [...ticks.filter(({ position, label }) => position < now.position && label !== now.label), now];
}

/** Names the leaders: `Ana leads`, `Ana and Ben share the lead`. */
export function leadWords({ leaders }: Lead, players: readonly StandingsRow[], own: number): string {
  const names = leaders.map((n) => (n === own ? 'You' : (players[n]?.name ?? '')));
  const [first = '', second = ''] = names;
  if (names.length === 0) return 'Nobody has a card';
  if (names.length === 1) return first === 'You' ? 'You lead' : `${first} leads`;
  if (names.length === players.length) return 'All level';
  if (names.length === 2) return `${first} and ${second === 'You' ? 'you' : second} share the lead`;
  return `${leaders.includes(own) ? 'You' : first} and ${names.length - 1} others share the lead`;
}

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
