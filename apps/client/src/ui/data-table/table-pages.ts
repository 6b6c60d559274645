import type { UseQueryOptions } from '@tanstack/react-query';

/** The rows of a table that come by page are of one position of the log. */
export interface TablePage<R> {
  readonly epoch: string;
  readonly seq: number;
  readonly rows: readonly R[];
  readonly total: number;
  /** Place of the first row, from 0. */
  readonly first: number;
}

/** A part of a table as it is asked for. */
export interface PageAsked {
  /** Place of the first row, from 0. */
  readonly from?: number | undefined;
  readonly limit?: number | undefined;
  /** A column, with a minus for the highest value first; absent: by rank. */
  readonly sort?: string | undefined;
  /** A part of a name. */
  readonly q?: string | undefined;
  /** The viewer's own row in the middle. */
  readonly around?: 'me' | undefined;
}

/** Rows of a page: of a table with no more, all of them. */
export const PAGE_ROWS = 500;

/** Rows near the screen are reported in blocks of this many, so that they change seldom. */
export const BLOCK = 50;

/** The query of a part of a table; its other options (how long it is fresh) are the caller's. */
type PageQuery<R> = Pick<
  UseQueryOptions<TablePage<R>, Error, TablePage<R>, string[]>,
  'queryKey' | 'queryFn'
>;

/** Returns the query of a part of a table. */
export type AskForPage<R> = (asked: PageAsked) => PageQuery<R>;

/** Returns the parameters of a part of a table, in one order, so that equal parts are one request. */
export function pageParams({ from, limit = PAGE_ROWS, sort, q, around }: PageAsked): string {
  const params = new URLSearchParams({ limit: String(limit) });
  if (from !== undefined && from > 0) params.set('from', String(from));
  if (sort !== undefined) params.set('sort', sort);
  if (q !== undefined && q !== '') params.set('q', q);
  if (around !== undefined) params.set('around', around);
  return params.toString();
}
