import type { Scope } from '@sunday-live/contract';
import { ordinal } from './words.js';

/** What a spoken summary needs to know of the moment. */
export interface SummaryState {
  readonly scope: Scope;
  readonly rank: number | null;
  readonly points: number | null;
  readonly leader: string | null;
  readonly live: number;
  /** The last thing that happened, in words. */
  readonly last: string | null;
}

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  day: 'today',
  week: 'this week',
  season: 'this season',
};

/** A short spoken summary of what is new since the last one; null when nothing is worth saying. */
export function summaryOf(before: SummaryState | null, now: SummaryState): string | null {
  if (before === null || before.scope !== now.scope) return null;
  const parts: string[] = [];
  if (now.last !== null && now.last !== before.last) parts.push(`${now.last}.`);
  if (
    now.rank !== null &&
    now.points !== null &&
    (now.rank !== before.rank || now.points !== before.points)
  ) {
    parts.push(
      `You are ${ordinal(now.rank)} ${SCOPE_WORDS[now.scope]} with ${now.points} points${moved(before, now)}.`,
    );
  }
  if (now.leader !== null && before.leader !== null && now.leader !== before.leader)
    parts.push(`${now.leader} leads.`);
  return parts.length === 0 ? null : parts.join(' ');
}

function moved(before: SummaryState, now: SummaryState): string {
  if (before.rank === null || now.rank === null || before.rank === now.rank) return '';
  const places = Math.abs(before.rank - now.rank);
  return `, ${now.rank < before.rank ? 'up' : 'down'} ${places}`;
}
