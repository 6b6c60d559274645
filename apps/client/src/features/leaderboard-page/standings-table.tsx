import type { Standings, StandingsRow } from '@sunday-live/contract';
import { useMemo, useState } from 'react';
import { Badge } from '../../ui/badge.js';
import styles from './leaderboard-page.module.css';
import { figure, placeWords, sharedRanks } from './model/place-words.js';
import { BY_RANK, type Column, firstRows, orderAfter, sortedRows } from './model/sorted-rows.js';

/** Rows before "Show all": more than any screen, few enough for any phone. */
const FIRST = 200;

const COLUMNS: readonly { column: Column; short: string; long: string }[] = [
  { column: 'rank', short: '#', long: 'Place' },
  { column: 'name', short: 'Player', long: 'Player' },
  { column: 'points', short: 'Pts', long: 'Points' },
  { column: 'right', short: 'Right', long: 'Right picks' },
  { column: 'bankerAverage', short: 'Bnk', long: 'Banker average' },
  { column: 'jokers', short: 'Jkr', long: 'Jokers' },
];

interface StandingsTableProps {
  readonly standings: Standings;
  readonly title: string;
  /** The own player's id. */
  readonly me: string;
  /** These are the rows of what was asked before. */
  readonly busy: boolean;
}

/** The standings, sortable by every column. */
export function StandingsTable({ standings, title, me, busy }: StandingsTableProps) {
  const [order, setOrder] = useState(BY_RANK);
  const [all, setAll] = useState(false);
  const { rows } = standings;
  const shared = useMemo(() => sharedRanks(rows), [rows]);
  const sorted = useMemo(() => sortedRows(rows, order), [rows, order]);
  const shown = all ? sorted : firstRows(sorted, me, FIRST);
  return (
    <>
      <table className={styles.table} aria-busy={busy}>
        <caption>
          {title} {standings.unofficial && <span className={styles.unofficial}>Unofficial</span>}
        </caption>
        <thead>
          <tr>
            {COLUMNS.map(({ column, short, long }) => (
              <th
                key={column}
                scope="col"
                data-column={column}
                aria-sort={order.column === column ? order.direction : 'none'}
              >
                <button type="button" title={long} onClick={() => setOrder(orderAfter(order, column))}>
                  <span className={styles.short} aria-hidden="true">
                    {short}
                  </span>
                  <span className={styles.long}>{long}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.id} row={row} own={row.id === me} place={placeWords(row.rank, shared)} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {rows.length}
        </button>
      )}
    </>
  );
}

interface RowProps {
  readonly row: StandingsRow;
  readonly own: boolean;
  readonly place: string;
}

function Row({ row, own, place }: RowProps) {
  const begun = row.played > 0;
  return (
    <tr data-player={row.id} data-own={own || undefined}>
      <td data-column="rank">{begun || row.points !== 0 ? place : '–'}</td>
      <th scope="row">
        <span className={styles.who}>
          <Badge team={row.team} />
          <span className={styles.name}>
            {row.name}
            {own && <span className={styles.you}>You</span>}
          </span>
        </span>
      </th>
      <td className={styles.points}>{begun || row.points !== 0 ? figure(row.points) : '–'}</td>
      <td>
        {begun ? row.right : '–'}
        {begun && <small className={styles.played}>/{row.played}</small>}
      </td>
      <td>{figure(row.bankerAverage)}</td>
      <td>{row.jokers}</td>
    </tr>
  );
}
