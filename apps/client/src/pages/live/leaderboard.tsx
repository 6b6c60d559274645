import type { Scope, SeasonType } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { memo, type RefCallback, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { emptyWords } from '../../game/words.js';
import { seasonQuery } from '../../http/queries.js';
import type { TableRow } from '../../live/table-rows.js';
import { TABLE_ROLES } from '../../ui/column-head.js';
import { part } from '../../ui/part.js';
import styles from './leaderboard.module.css';
import { LeaderboardRow } from './leaderboard-row.js';
import { useSlide } from './use-slide.js';

const VirtualRows = part(() => import('./virtual-rows.js'));

/** Longer tables draw only the rows on screen. */
const VIRTUAL_FROM = 200;

interface LeaderboardProps {
  readonly rows: readonly TableRow[];
  readonly scope: Scope;
  /** The part of the season, which decides the names of its weeks. */
  readonly type: SeasonType;
  /** 0: no week. */
  readonly week: number;
  readonly unofficial: boolean;
  readonly onOpen: (id: string) => void;
}

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  day: 'of the day',
  week: 'of the week',
  season: 'of the season',
};

/** The standings; rows slide to their new places. */
export const Leaderboard = memo(function Leaderboard({
  rows,
  scope,
  type,
  week,
  unofficial,
  onOpen,
}: LeaderboardProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [probe, rowHeight] = useRowHeight();
  useSlide(body, rows, rowHeight, scope);
  if (rows.length === 0) return <EmptyTable {...{ scope, type, week }} />;
  return (
    <div className={styles.frame}>
      <i ref={probe} className={styles.probe} aria-hidden="true" />
      <table
        className={styles.table}
        data-scope={scope}
        aria-rowcount={rows.length + 1}
        {...TABLE_ROLES.table}
      >
        <caption className={styles.caption}>
          <span>Points {SCOPE_WORDS[scope]}</span>
          {unofficial && <span className={`tag ${styles.unofficial}`}>Unofficial</span>}
        </caption>
        <thead {...TABLE_ROLES.group}>
          <tr {...TABLE_ROLES.row}>
            <th scope="col" className={styles.rank} {...TABLE_ROLES.column}>
              <abbr title="Rank, and places gained or lost since the slate began">#</abbr>
            </th>
            <th scope="col" className={styles.who} {...TABLE_ROLES.column}>
              Player
            </th>
            <th scope="col" className={styles.points} {...TABLE_ROLES.column}>
              <abbr title="Points">Pts</abbr>
            </th>
          </tr>
        </thead>
        <tbody ref={body} {...TABLE_ROLES.group}>
          {rows.length > VIRTUAL_FROM ? (
            <Suspense>
              <VirtualRows rows={rows} rowHeight={rowHeight} body={body} onOpen={onOpen} />
            </Suspense>
          ) : (
            <WholeTable rows={rows} onOpen={onOpen} />
          )}
        </tbody>
      </table>
    </div>
  );
});

/** Draws all rows at their places by style; the document's order follows when the rows have settled. */
function WholeTable({ rows, onOpen }: Pick<LeaderboardProps, 'rows' | 'onOpen'>) {
  const places = useMemo(() => new Map(rows.map((row, i) => [row.n, i])), [rows]);
  return useSettledOrder(rows).map((row) => {
    const place = places.get(row.n) ?? 0;
    return <LeaderboardRow key={row.n} row={row} place={place} onOpen={onOpen} />;
  });
}

function EmptyTable({ scope, type, week }: Pick<LeaderboardProps, 'scope' | 'type' | 'week'>) {
  const { data: season } = useQuery(seasonQuery);
  return <p className={`note ${styles.empty}`}>{emptyWords(scope, { type, week }, season ?? null)}</p>;
}

/** Rows have settled after this time without a new order. */
const QUIET_MS = 600;
/** In a busy minute the document's order follows at least this often. */
const LATEST_MS = 3_000;

/**
 * Returns the rows in the order of the document. When an element moves in the document, the browser builds it
 * again, which for a hundred rows takes longer than a frame. So rows first move by style alone (their
 * `place`), and the document's order follows, for screen readers and the keyboard, when they have settled.
 */
function useSettledOrder<R extends { readonly n: number }>(rows: readonly R[]): readonly R[] {
  const [settled, setSettled] = useState(() => rows.map(({ n }) => n));
  const since = useRef(0);
  useEffect(() => {
    if (rows.length === settled.length && rows.every(({ n }, i) => n === settled[i])) {
      since.current = 0;
      return;
    }
    const now = performance.now();
    since.current ||= now;
    const wait = Math.min(QUIET_MS, Math.max(0, since.current + LATEST_MS - now));
    const timer = setTimeout(() => setSettled(rows.map(({ n }) => n)), wait);
    return () => clearTimeout(timer);
  }, [rows, settled]);
  return useMemo(() => settledOrder(rows, settled), [rows, settled]);
}

/** Returns the rows in their previous order, with new ones at the end and without those that have left. */
export function settledOrder<R extends { readonly n: number }>(
  rows: readonly R[],
  before: readonly number[],
): R[] {
  const left = new Map(rows.map((row) => [row.n, row]));
  const known = before.flatMap((n) => {
    const row = left.get(n);
    left.delete(n);
    return row ? [row] : [];
  });
  return [...known, ...left.values()];
}

/** Height on most phones, before the first measurement. */
const USUAL = 60;

/** Returns the height of the rows in px, which depends on the width of the table and on the text size. */
function useRowHeight(): [probe: RefCallback<HTMLElement>, rowHeight: number] {
  const [height, setHeight] = useState(USUAL);
  const probe = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const measure = () => setHeight(element.offsetHeight || USUAL);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [probe, height];
}
