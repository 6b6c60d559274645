import { nameKey } from '@sunday-live/scoring';
import { useMemo, useRef } from 'react';
import { useFilter } from '../use-address.js';
import { type Order, type PlayerRow, sortedBy, type TableProps, useOrder } from './column.js';
import { PagedTable } from './paged-table.js';
import type { AskForPage } from './table-pages.js';
import { Finder, LONG, TableView } from './table-view.js';
import { usePlace, useVisible } from './visible-rows.js';

export type { Column } from './column.js';

interface DataTableProps<R> extends TableProps<R> {
  /** The first page. */
  readonly rows: readonly R[];
  /** Number of all rows. */
  readonly total: number;
  /** Reads other parts, where the first page is not all. */
  readonly ask: AskForPage<R>;
  readonly start: Order;
  /** Called with the rows on screen, in a table of several pages. */
  readonly onShown?: ((rows: readonly R[]) => void) | undefined;
}

/**
 * A table of players, sortable by every column and searched by name where it is long; place and player stay visible when
 * it scrolls sideways. Order and search are in the page's address (`sort`, `player`).
 */
export function DataTable<R extends PlayerRow>({ rows, total, ask, onShown, ...props }: DataTableProps<R>) {
  if (total > rows.length) return <PagedTable {...props} {...{ ask, onShown }} />;
  return <WholeTable {...props} rows={rows} />;
}

type WholeTableProps<R> = Omit<DataTableProps<R>, 'total' | 'ask' | 'onShown'>;

/** A table whose rows are all here. */
function WholeTable<R extends PlayerRow>({ rows, columns, own, start, ...view }: WholeTableProps<R>) {
  const [order, setOrder] = useOrder(columns, start);
  const [sought, setSought] = useFilter('player', '');
  const searched = rows.length > LONG;
  const q = searched ? nameKey(sought) : '';
  const sorted = useMemo(() => sortedBy(rows, columns, order), [rows, columns, order]);
  const found = useMemo(
    () => (q === '' ? sorted : sorted.filter(({ name }) => nameKey(name).includes(q))),
    [sorted, q],
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const long = found.length > LONG;
  const seen = useVisible(body, found.length, long);
  const place = searched ? sorted.findIndex(({ id }) => id === own) : -1;
  const goTo = usePlace(body);
  return (
    <>
      {searched && (
        <Finder
          found={found.length}
          sought={sought}
          onSought={setSought}
          onMyPlace={
            place === -1
              ? undefined
              : () => {
                  setSought('');
                  goTo(place);
                }
          }
        />
      )}
      <TableView
        {...{ columns, own, seen, order, body, ...view }}
        total={found.length}
        rowAt={(index) => found[index]}
        mine={long && q === '' ? sorted[place] : undefined}
        onOrder={setOrder}
      />
    </>
  );
}
