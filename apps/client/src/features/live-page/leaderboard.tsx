import type { Scope } from '@sunday-live/contract';
import { lazy, Suspense, useRef } from 'react';
import styles from './leaderboard.module.css';
import { LeaderboardRow } from './leaderboard-row.js';
import type { TableRow } from './model/table-rows.js';
import { useSlide } from './use-slide.js';

const VirtualRows = lazy(() => import('./virtual-rows.js'));

/** Longer tables draw only what is on screen. */
const VIRTUAL_FROM = 200;

interface LeaderboardProps {
  readonly rows: readonly TableRow[];
  readonly scope: Scope;
  readonly unofficial: boolean;
  /** The table is only the top and the own neighbourhood of a larger one. */
  readonly large: boolean;
  readonly onOpen: (id: string) => void;
}

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  day: 'of the day',
  week: 'of the week',
  season: 'of the season',
};

/** The table: rows slide to their new places. */
export function Leaderboard({ rows, scope, unofficial, large, onOpen }: LeaderboardProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  useSlide(body, rows, scope);
  if (rows.length === 0) return <EmptyTable scope={scope} />;
  return (
    <table className={styles.table} data-scope={scope} aria-rowcount={rows.length + 1}>
      <caption className={styles.caption}>
        <span>Points {SCOPE_WORDS[scope]}</span>
        {unofficial && <span className={styles.unofficial}>Unofficial</span>}
      </caption>
      <thead>
        <tr>
          <th scope="col" className={styles.rank}>
            <abbr title="Rank">#</abbr>
          </th>
          <th scope="col" className={styles.move}>
            <abbr title="Places gained or lost since the slate began">±</abbr>
          </th>
          <th scope="col" className={styles.who}>
            Player
          </th>
          <th scope="col" className={styles.points}>
            <abbr title="Points">Pts</abbr>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.length > VIRTUAL_FROM ? (
          <Suspense>
            <VirtualRows rows={rows} body={body} onOpen={onOpen} />
          </Suspense>
        ) : (
          rows.map((row, i) => (
            <LeaderboardRow key={row.n} row={row} gap={large && isGap(rows[i - 1], row)} onOpen={onOpen} />
          ))
        )}
      </tbody>
    </table>
  );
}

/** In a large league the rows between the top and the own neighbourhood are not here. */
function isGap(above: TableRow | undefined, row: TableRow): boolean {
  return above !== undefined && !above.shared && row.rank > above.rank + 1;
}

function EmptyTable({ scope }: { readonly scope: Scope }) {
  return (
    <p className={styles.empty}>
      {scope === 'season'
        ? 'Nobody has handed in a card yet. The table begins with the first one.'
        : 'Nobody has a card for this week. Hand yours in before the deadline.'}
    </p>
  );
}
