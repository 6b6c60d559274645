import type { Reading } from '../kinds/notification-kind.js';

/** State of a subject at the last reading. */
export interface Noted {
  readonly player: string;
  readonly what: string;
  readonly about: string;
  /** `''`: undecided so far. */
  readonly value: string;
}

export interface Turns {
  /** Matters that have changed sides: possible news. */
  readonly news: readonly Reading[];
  /** The readings to store instead. */
  readonly notes: readonly Noted[];
}

/**
 * Compares readings with the stored ones (rule N3). Both are states, not counts: the difference is the same when it
 * is read twice, by two nodes, or an hour later. A turn and its reversal between two readings cancel each other.
 */
export function turnsSince(noted: readonly Noted[], readings: readonly Reading[]): Turns {
  const known = new Map(noted.map((note) => [keyOf(note), note]));
  const news: Reading[] = [];
  const notes: Noted[] = [];
  for (const reading of readings) {
    const { player, what, about } = reading;
    const before = known.get(keyOf(reading));
    const value = reading.news?.value ?? '';
    const same = before?.about === about;
    if (same && (value === before.value || value === '')) continue;
    notes.push({ player, what, about, value });
    if (same && (before.value !== '' || takesFirstLead(reading))) news.push(reading);
  }
  return { news, notes };
}

/** While all are level nobody leads: the player who breaks away takes the lead, and the others lose nothing. */
function takesFirstLead({ news }: Reading): boolean {
  return news?.kind === 'lead' && news.value === 'first';
}

function keyOf({ player, what }: Pick<Noted, 'player' | 'what'>): string {
  return `${what}:${player}`;
}
