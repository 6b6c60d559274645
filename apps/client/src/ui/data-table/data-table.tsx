import { type ReactNode, useMemo, useRef } from 'react';
import { useFilter } from '../use-address.js';
import styles from './data-table.module.css';
import { type Order, orderAfter, orderFrom, orderWords, type SortedBy, sortedBy } from './order.js';
import { useVisible } from './use-visible.js';

export interface Column<R> extends SortedBy<R> {
  /** Shown on phones, and where a table scrolls sideways. */
  readonly short: string;
  readonly long: string;
  readonly cell: (row: R) => ReactNode;
  /** `place` and `player` stay visible while the others scroll; `strong` is the main column. */
  readonly kind?: 'place' | 'player' | 'strong';
  /** Minimum width: `phone` from 360 px, `wide` from 960 px; absent: always shown. */
  readonly from?: 'phone' | 'wide';
}

interface DataTableProps<R> {
  /** For screen readers only; visible text belongs above the table. */
  readonly caption: string;
  /** The first two are the place and the player. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  /** Id of the viewer's own row; a long table repeats it at the top. */
  readonly own: string | null;
  readonly start: Order;
  /** Columns share the width instead of scrolling. */
  readonly fits?: boolean;
  readonly busy?: boolean;
}

/** Longer tables draw only the rows on screen, and repeat the own one at the top. */
const LONG = 150;
const ROW_HEIGHT = 72;

/**
 * A table of players, sortable by every column; place and player stay visible when it scrolls sideways. The order is in
 * the page's address (`sort`).
 */
export function DataTable<R>({ caption, columns, rows, idOf, own, start, fits, busy }: DataTableProps<R>) {
  const [words, setWords] = useFilter(
    'sort',
    orderWords(start),
    (asked) => orderFrom(asked, columns) !== null,
  );
  const order = useMemo(() => orderFrom(words, columns) ?? start, [words, columns, start]);
  const sorted = useMemo(() => sortedBy(rows, columns, order), [rows, columns, order]);
  const body = useRef<HTMLTableSectionElement>(null);
  const long = rows.length > LONG;
  const seen = useVisible(body, rows.length, ROW_HEIGHT, long);
  const mine = long ? rows.find((row) => idOf(row) === own) : undefined;
  const line = (row: R, index?: number) => (
    <tr
      key={idOf(row)}
      className={styles.row}
      data-player={idOf(row)}
      data-own={idOf(row) === own || undefined}
      aria-rowindex={index === undefined ? undefined : index + 2}
    >
      {columns.map(({ id, kind, from, cell }) =>
        kind === 'player' ? (
          <th key={id} className={styles.cell} scope="row" data-kind={kind}>
            {cell(row)}
          </th>
        ) : (
          <td key={id} className={styles.cell} data-kind={kind} data-from={from} data-column={id}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
  return (
    <Frame fits={fits}>
      <table
        className={styles.table}
        data-fits={fits || undefined}
        data-long={long || undefined}
        aria-busy={busy}
        aria-rowcount={long ? rows.length + 1 : undefined}
      >
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                className={styles.head}
                scope="col"
                data-kind={column.kind}
                data-from={column.from}
                data-column={column.id}
                aria-sort={order.column === column.id ? order.direction : 'none'}
              >
                <button
                  type="button"
                  className={styles.sort}
                  title={column.long}
                  onClick={() => setWords(orderWords(orderAfter(order, column)))}
                >
                  <span className={styles.short} aria-hidden="true">
                    {column.short}
                  </span>
                  <span className={styles.long}>{column.long}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        {mine !== undefined && <tbody className={styles.mine}>{line(mine)}</tbody>}
        <tbody ref={body}>
          {long && <Room rows={seen.from} columns={columns.length} />}
          {sorted.slice(seen.from, seen.to).map((row, i) => line(row, long ? seen.from + i : undefined))}
          {long && <Room rows={rows.length - seen.to} columns={columns.length} />}
        </tbody>
      </table>
    </Frame>
  );
}

interface FrameProps {
  readonly fits: boolean | undefined;
  readonly children: ReactNode;
}

/** Makes a sideways scrolling table reachable by keyboard. */
function Frame({ fits, children }: FrameProps) {
  if (fits) return <div className={styles.frame}>{children}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={styles.frame} tabIndex={0} aria-label="Table, scrolls sideways">
      {children}
    </section>
  );
}

/** Keeps the height of rows that are not drawn. */
function Room({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr>
      <td className={styles.room} colSpan={columns} style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  );
}
