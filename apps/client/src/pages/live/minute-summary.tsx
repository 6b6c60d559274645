import { type Scope, timeOfDay } from '@sunday-live/contract';
import { useEffect, useRef, useState } from 'react';
import { causeWords } from '../../game/words.js';
import type { LiveView } from '../../live/live-store.js';
import type { TableRow } from '../../live/table-rows.js';
import styles from './minute-summary.module.css';
import { type SummaryState, summaryOf } from './model/summary.js';

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
