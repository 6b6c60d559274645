import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useFilter } from '../use-address.js';
import { type Order, orderWords, type PlayerRow, type TableProps, useOrder } from './column.js';
import styles from './data-table.module.css';
import { type AskForPage, BLOCK, PAGE_ROWS, type PageAsked } from './table-pages.js';
import { Finder, TableView } from './table-view.js';
import { usePlace, useVisible, type Visible } from './visible-rows.js';

interface PagedTableProps<R> extends TableProps<R> {
  readonly ask: AskForPage<R>;
  readonly start: Order;
  /** Called with the rows near the screen, in whole blocks. */
  readonly onShown?: ((rows: readonly R[]) => void) | undefined;
}

/** A table of more rows than one page: the server orders and searches it, and its pages load as they come on screen. */
export function PagedTable<R extends PlayerRow>({
  ask,
  start,
  columns,
  own,
  busy,
  onShown,
  ...view
}: PagedTableProps<R>) {
  const [order, setOrder] = useOrder(columns, start);
  const [sought, setSought] = useFilter('player', '');
  const q = useDeferredValue(sought.trim());
  const words = orderWords(order);
  const usual = orderWords(start);
  const asked = useMemo(() => ({ q, sort: words === usual ? undefined : words }), [q, words, usual]);
  const head = useQuery({ ...ask(asked), placeholderData: keepPreviousData });
  const waits = head.isPlaceholderData || head.isPending;
  // the rows before stay until the first page in another order, or of another search, is here
  const [settled, setSettled] = useState(asked);
  if (!waits && settled !== asked) setSettled(asked);
  const mine = useQuery({
    ...ask({ ...asked, q: undefined, around: 'me', limit: 1 }),
    placeholderData: keepPreviousData,
  }).data;
  const me = mine?.rows[0]?.id === own ? mine : undefined;
  const total = head.data?.total ?? 0;
  const body = useRef<HTMLTableSectionElement>(null);
  const seen = useVisible(body, total, true);
  const { rowAt, failed, again } = usePages(ask, settled, seen);
  const [from, to] = [Math.floor(seen.from / BLOCK), Math.ceil(seen.to / BLOCK)].map(
    (block) => block * BLOCK,
  );
  const near = rowsOf(from ?? 0, to ?? 0, rowAt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: called when other rows come near.
  useEffect(() => onShown?.(near), [near.map(({ id }) => id).join(), onShown]);
  const goTo = usePlace(body);
  return (
    <>
      <Finder
        found={waits || head.isError ? null : total}
        sought={sought}
        onSought={setSought}
        onMyPlace={
          me &&
          (() => {
            setSought('');
            goTo(me.first);
          })
        }
      />
      {(failed || head.isLoadingError) && (
        <p role="alert" className={styles.failed}>
          Some rows did not load.{' '}
          <button
            type="button"
            className="button"
            onClick={() => void Promise.all([head.refetch(), again()])}
          >
            Try again
          </button>
        </p>
      )}
      <TableView
        {...{ columns, own, total, seen, order, body, ...view }}
        busy={busy || waits}
        rowAt={rowAt}
        mine={q === '' ? me?.rows[0] : undefined}
        onOrder={setOrder}
      />
    </>
  );
}

function rowsOf<R>(from: number, to: number, rowAt: (index: number) => R | undefined): readonly R[] {
  const rows: R[] = [];
  for (let index = from; index < to; index += 1) {
    const row = rowAt(index);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** Reads the pages of the rows on screen. Pages of an older position than the newest one are read again. */
function usePages<R>(ask: AskForPage<R>, asked: PageAsked, { from, to }: Visible) {
  const [first, last] = [Math.floor(from / PAGE_ROWS), Math.floor(Math.max(from, to - 1) / PAGE_ROWS)];
  const numbers = [...new Set([first, last])];
  const results = useQueries({
    queries: numbers.map((number) => ask({ ...asked, from: number * PAGE_ROWS })),
  });
  const newest = results.reduce((seq, { data }) => Math.max(seq, data?.seq ?? 0), 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each position; then every minute, as all pages.
  useEffect(() => {
    for (const { data, refetch } of results)
      if (data && data.seq < newest) void refetch({ cancelRefetch: false });
  }, [newest]);
  const pages = results.map(({ data }) => data);
  const rowAt = (index: number): R | undefined => {
    const page = pages[numbers.indexOf(Math.floor(index / PAGE_ROWS))];
    return page?.rows[index % PAGE_ROWS];
  };
  return {
    rowAt,
    failed: results.some(({ isLoadingError }) => isLoadingError),
    again: () => Promise.all(results.map(({ refetch }) => refetch())),
  };
}
