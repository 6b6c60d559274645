import { placed, plain, type Scope } from '@sunday-live/contract';

/** The state that a summary compares. */
export interface SummaryState {
  readonly scope: Scope;
  readonly rank: number | null;
  /** Others have the same place. */
  readonly shared: boolean;
  readonly points: number | null;
  readonly leader: string | null;
}

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  day: 'today',
  week: 'this week',
  season: 'this season',
};
const NAMED = 2;

/**
 * Summarises the changes since the last summary; null when there is nothing to say.
 * @param news events since then, in words, newest first
 */
export function summaryOf(
  before: SummaryState | null,
  now: SummaryState,
  news: readonly string[],
): string | null {
  if (before === null || before.scope !== now.scope) return null;
  const parts: string[] = [];
  if (news.length > 0) parts.push(`${newsWords(news)}.`);
  if (
    now.rank !== null &&
    now.points !== null &&
    (now.rank !== before.rank || now.points !== before.points)
  ) {
    parts.push(
      `You are ${placed(now.rank, now.shared)} ${SCOPE_WORDS[now.scope]} with ${plain(now.points)} points${moved(before, now)}.`,
    );
  }
  if (now.leader !== null && before.leader !== null && now.leader !== before.leader)
    parts.push(`${now.leader} leads.`);
  return parts.length === 0 ? null : parts.join(' ');
}

function newsWords(news: readonly string[]): string {
  const more = news.length - NAMED;
  const named = news.slice(0, NAMED);
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

function moved(before: SummaryState, now: SummaryState): string {
  if (before.rank === null || now.rank === null || before.rank === now.rank) return '';
  const places = Math.abs(before.rank - now.rank);
  return `, ${now.rank < before.rank ? 'up' : 'down'} ${places}`;
}
