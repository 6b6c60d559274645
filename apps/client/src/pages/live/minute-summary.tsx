import { placed, plain, type Scope, timeOfDay } from '@sunday-live/contract';
import { useEffect, useRef, useState } from 'react';
import { causeWords } from '../../game/words.js';
import type { LiveView } from '../../live/live-store.js';
import type { TableRow } from '../../live/table-rows.js';
import styles from './minute-summary.module.css';

interface MinuteSummaryProps {
  readonly view: LiveView;
  /** Visible, because the standings update with it; otherwise for screen readers only. */
  readonly calm: boolean;
  readonly scope: Scope;
  readonly own: TableRow | null;
  readonly leader: string | null;
  readonly timeZone: string;
}

interface Said extends SummaryState {
  readonly seq: number;
}

/** Summarises changes, at most once a minute, and only if there are any. */
export default function MinuteSummary({ view, calm, scope, own, leader, timeZone }: MinuteSummaryProps) {
  const { state, events, beat, recap } = view;
  const now: Said = {
    scope,
    rank: own?.points == null ? null : own.rank,
    shared: own?.shared ?? false,
    points: own?.points ?? null,
    leader,
    seq: state?.seq ?? 0,
  };
  const said = useRef(now);
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recap shows what was missed; the next minute begins after it.
  useEffect(() => {
    said.current = now;
  }, [recap]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the end of a minute causes a summary.
  useEffect(() => {
    const before = said.current;
    said.current = now;
    const news = events.filter(({ seq }) => seq > before.seq && seq <= now.seq).map(({ cause }) => cause);
    const summary = summaryOf(before, now, news.map(causeWords).toReversed());
    if (summary === null) return;
    const time = timeOfDay(new Date().toISOString(), timeZone);
    setText(calm ? `${time} ${summary}` : summary);
  }, [beat]);
  return (
    <p className={calm ? styles.summary : 'unseen'} role="status" data-summary="">
      {text || (calm ? 'Calm mode: the standings update once a minute.' : '')}
    </p>
  );
}

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
