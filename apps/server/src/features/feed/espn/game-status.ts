import type { GameObservation } from '../../slate/observation.js';
import type { EventStatus } from './scoreboard.schema.js';

const OFF = new Set(['STATUS_POSTPONED', 'STATUS_CANCELED', 'STATUS_CANCELLED']);
const INTERRUPTED = new Set(['STATUS_DELAYED', 'STATUS_RAIN_DELAY', 'STATUS_SUSPENDED']);

/** The meaning of a status for the game, or why it has none (rules F7 to F10 of docs/feed.md). */
export function stateOf(status: EventStatus): { state: GameObservation['state'] } | { reason: string } {
  const { name, state, completed } = status.type;
  if (state === 'post' && completed === true) return { state: OFF.has(name) ? 'off' : 'post' };
  if (OFF.has(name)) return { state: 'off' };
  if (state === 'pre') return { state: 'pre' };
  if (state === 'in') return { state: 'in' };
  if (state === 'post') return INTERRUPTED.has(name) ? { state: 'in' } : { reason: 'post-without-result' };
  return { reason: 'unknown-state' };
}

/** True when the event's and the competition's status disagree in a relevant field. */
export function contradicts(one: EventStatus, other: EventStatus): boolean {
  return one.type.state !== other.type.state || one.type.name !== other.type.name;
}

const DELAYED = 'Delayed';

/**
 * Text beside the score: ESPN's short form. Before kickoff, where ESPN writes US Eastern times, only "Delayed". An
 * interrupted game is always called so, because the slate decides by this text whether the game waits
 * (`waitsForPlay`).
 */
export function detailOf(status: EventStatus, state: GameObservation['state']): string {
  const interrupted = INTERRUPTED.has(status.type.name);
  if (state === 'pre') return interrupted ? DELAYED : '';
  const { shortDetail, detail, description } = status.type;
  const text = clean(shortDetail ?? detail ?? description ?? '', 40);
  return interrupted && state === 'in' && !/delay|suspend/i.test(text) ? DELAYED : text;
}

/** Game clock as `M:SS`; `0:00` unless the game runs. */
export function clockOf(status: EventStatus, state: GameObservation['state']): string {
  const clock = status.displayClock ?? '';
  return state === 'in' && /^\d{1,2}:\d{2}$/.test(clock) ? clock : '0:00';
}

/** Text that a database and a page can hold: no control characters, no broken surrogates, limited length. */
export function clean(text: string, length: number): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, length)
    .replace(/\p{Cs}$/u, '');
}
