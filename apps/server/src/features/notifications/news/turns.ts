import type { Reading } from '../kinds/notification-kind.js';

/** State of a subject at the last reading. */
export interface Noted {
  readonly player: string;
  readonly what: string;
  readonly about: string;
  /** `''`: it was undecided ever since. */
  readonly value: string;
}

export interface Turns {
  /** Matters that stand the other way round now: somebody may want to know. */
  readonly news: readonly Reading[];
  /** What is to be noted instead. */
  readonly notes: readonly Noted[];
}

/**
 * What differs from what was noted (rule N3). Both are states, none is a count: looked at twice, or by two nodes, or after
 * an hour, the difference is the same. Between two looks it may turn and turn back: then nothing has happened.
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

/** While all are level nobody leads: whoever breaks away takes the lead, the others lose nothing. */
function takesFirstLead({ news }: Reading): boolean {
  return news?.kind === 'lead' && news.value === 'first';
}

function keyOf({ player, what }: Pick<Noted, 'player' | 'what'>): string {
  return `${what}:${player}`;
}
