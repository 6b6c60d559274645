import type { Scope } from '@sunday-live/contract';
import { useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '../../live/live-event.js';
import { type SummaryState, summaryOf } from './model/summary.js';
import type { TableRow } from './model/table-rows.js';
import { causeWords } from './model/words.js';

interface SpokenSummaryProps {
  readonly scope: Scope;
  readonly own: TableRow | null;
  readonly leader: string | null;
  readonly live: number;
  readonly event: LiveEvent | null;
}

const EVERY_MS = 60_000;

/** Tells a screen reader what is new, at most once a minute, and only if something is. */
export function SpokenSummary({ scope, own, leader, live, event }: SpokenSummaryProps) {
  const now = useRef<SummaryState | null>(null);
  const said = useRef<SummaryState | null>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    now.current = {
      scope,
      rank: own?.points == null ? null : own.rank,
      points: own?.points ?? null,
      leader,
      live,
      last: event ? causeWords(event.cause) : null,
    };
    said.current ??= now.current;
  }, [scope, own, leader, live, event]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!now.current) return;
      const summary = summaryOf(said.current, now.current);
      said.current = now.current;
      if (summary !== null) setText(summary);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="unseen" role="status" data-summary="">
      {text}
    </p>
  );
}
