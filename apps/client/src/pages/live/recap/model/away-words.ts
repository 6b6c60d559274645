import { placed, plain } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import type { WeekKey } from '../../../../http/week.js';
import type { RecapMoves, RecapOther } from './away-summary.js';

/** A recap in short sentences, for the page and for screen readers. */
export interface RecapWords {
  /** `From 5th to 2nd, from 12 to 46 points`; about the standings as a whole for viewers without a place. */
  readonly own: string;
  /** `5 places won, 2 lost`; null where that equals the difference. */
  readonly way: string | null;
  /** `Ana leads now`; null when the leader is the same. */
  readonly lead: string | null;
  /** Changes that no event explains; null: none. */
  readonly rest: string | null;
}

/** Returns the sentences of a recap. @param me the viewer's number */
export function recapWords(
  moves: RecapMoves,
  me: number | null,
  names: ReadonlyMap<number, string>,
): RecapWords {
  return {
    own: ownWords(moves),
    way: wayWords(moves),
    lead: leadWords(moves, me, names),
    rest: restWords(moves),
  };
}

/** Returns the sentence for two states that cannot be compared. */
export function otherWords({ kind }: RecapOther, { type, week }: Pick<WeekKey, 'type' | 'week'>): string {
  switch (kind) {
    case 'history':
      return 'The game was reset. Places and points start again.';
    case 'week':
      return `${weekName(type, week)} has begun. These are its standings.`;
    case 'day':
      return 'Another game day has begun. These are its standings.';
  }
}

function ownWords({ own }: RecapMoves): string {
  if (!own) return 'The standings have changed';
  const { before, after } = own;
  const rank =
    before.rank === after.rank && before.shared === after.shared
      ? `Still ${placed(after.rank, after.shared)}`
      : `From ${placed(before.rank, before.shared)} to ${placed(after.rank, after.shared)}`;
  return before.points === after.points
    ? `${rank}, with ${plain(after.points)} points`
    : `${rank}, from ${plain(before.points)} to ${plain(after.points)} points`;
}

function wayWords({ won, lost }: RecapMoves): string | null {
  if (won === 0 || lost === 0) return null;
  return `${won} ${won === 1 ? 'place' : 'places'} won, ${lost} lost on the way`;
}

function leadWords(
  { leaders, leadChanges }: RecapMoves,
  me: number | null,
  names: ReadonlyMap<number, string>,
): string | null {
  if (!leaders) return leadChanges > 0 ? `The lead changed ${times(leadChanges)} and came back` : null;
  const others = leaders.filter((n) => n !== me);
  const mine = me !== null && leaders.includes(me);
  const [first = 'Somebody'] = others.map((n) => names.get(n) ?? 'Somebody');
  const after = leadChanges > 1 ? `, after ${leadChanges} changes` : '';
  if (others.length === 0) return `You lead now${after}`;
  if (leaders.length === 1) return `${first} leads now${after}`;
  if (leaders.length === 2 && mine) return `You and ${first} share the lead now${after}`;
  const rest = leaders.length - 1;
  const company = `${rest} ${rest === 1 ? 'other' : 'others'}`;
  return `${mine ? 'You' : first} and ${company} share the lead now${after}`;
}

function restWords({ rest }: RecapMoves): string | null {
  if (!rest || (rest.points === 0 && rest.places === 0)) return null;
  return 'Not by scores alone: a card or the players of the league have changed too';
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
