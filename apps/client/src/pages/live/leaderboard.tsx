import type { Scope, SeasonType } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { memo, Suspense, useMemo, useRef } from 'react';
import { emptyWords } from '../../game/empty-words.js';
import { seasonQuery } from '../../http/queries.js';
import type { TableRow } from '../../live/table-rows.js';
import { TABLE_ROLES } from '../../ui/column-head.js';
import { part } from '../../ui/part.js';
import styles from './leaderboard.module.css';
import { LeaderboardRow } from './leaderboard-row.js';
import { useRowHeight } from './use-row-height.js';
import { useSettledOrder } from './use-settled-order.js';
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
          {unofficial && <span className={styles.unofficial}>Unofficial</span>}
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
  return <p className={styles.empty}>{emptyWords(scope, { type, week }, season ?? null)}</p>;
}
