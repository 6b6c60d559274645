import { plain } from '@sunday-live/contract';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { NOBODY_FOUND, SearchInput } from '../search-input.js';
import { type Order, orderAfter, type PlayerRow, type TableProps } from './column.js';
import styles from './data-table.module.css';
import { ROW_HEIGHT, type Visible } from './visible-rows.js';

/** Longer tables draw only the rows on screen, and repeat the own one at the top. */
export const LONG = 150;

interface TableViewProps<R> extends TableProps<R> {
  /** Number of all rows. */
  readonly total: number;
  readonly seen: Visible;
  /** Returns the row at a place of `seen`; undefined while it loads. */
  readonly rowAt: (index: number) => R | undefined;
  /** The own row of a long table. */
  readonly mine: R | undefined;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly body: RefObject<HTMLTableSectionElement | null>;
}

/** Draws a table of players, of a long one only the rows on screen. */
export function TableView<R extends PlayerRow>({
  caption,
  columns,
  own,
  fits,
  busy,
  total,
  seen,
  rowAt,
  mine,
  order,
  onOrder,
  body,
}: TableViewProps<R>) {
  const long = total > LONG;
  const line = (row: R, index?: number, key = row.id) => (
    <tr
      key={key}
      className={styles.row}
      data-player={row.id}
      data-own={row.id === own || undefined}
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
  const lines: ReactNode[] = [];
  // for a moment a player may be on two pages that are of two positions
  const drawn = new Set<string>();
  for (let index = seen.from; index < seen.to; index += 1) {
    const row = rowAt(index);
    lines.push(
      row === undefined ? (
        <tr key={`waits-${index}`} className={styles.row} aria-rowindex={index + 2}>
          <td className={styles.cell} colSpan={columns.length}>
            <span className={styles.waiting}>Loading…</span>
          </td>
        </tr>
      ) : (
        line(row, long ? index : undefined, drawn.has(row.id) ? `${row.id}-${index}` : row.id)
      ),
    );
    if (row !== undefined) drawn.add(row.id);
  }
  return (
    <Frame fits={fits}>
      <table
        className={styles.table}
        data-fits={fits || undefined}
        data-long={long || undefined}
        style={long ? placeWidth(total) : undefined}
        aria-busy={busy}
        aria-rowcount={long ? total + 1 : undefined}
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
                  onClick={() => onOrder(orderAfter(order, column))}
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
          {lines}
          {long && <Room rows={total - seen.to} columns={columns.length} />}
        </tbody>
      </table>
    </Frame>
  );
}

/** Returns the width of the column of places: room for the last one, shared, in bold. */
function placeWidth(total: number): CSSProperties {
  return { '--place': `max(64px, ${plain(total).length + 3}ch)` } as CSSProperties;
}

interface FinderProps {
  /** Number of rows that the search finds; null: it is under way. */
  readonly found: number | null;
  readonly sought: string;
  readonly onSought: (text: string) => void;
  /** Absent: the viewer has no row here. */
  readonly onMyPlace?: (() => void) | undefined;
}

/** The search of a long table by name, and the way to the own row. */
export function Finder({ found, sought, onSought, onMyPlace }: FinderProps) {
  return (
    <search className={styles.finder}>
      <SearchInput
        label="Find a player"
        unseen
        placeholder="Find a player"
        value={sought}
        onChange={onSought}
      />
      {onMyPlace && (
        <button type="button" className="button" onClick={onMyPlace}>
          My place
        </button>
      )}
      {sought.trim() !== '' && (
        <p role="status" className={styles.found}>
          {found === null ? 'Looking…' : found === 0 ? NOBODY_FOUND : `${plain(found)} found`}
        </p>
      )}
    </search>
  );
}

interface FrameProps {
  readonly fits: boolean | undefined;
  readonly children: ReactNode;
}

/** Makes a sideways scrolling table reachable by keyboard. */
function Frame({ fits, children }: FrameProps) {
  if (fits) return <div className={`scroll ${styles.frame}`}>{children}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={`scroll ${styles.frame}`} tabIndex={0} aria-label="Table, scrolls sideways">
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
