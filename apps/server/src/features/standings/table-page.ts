import type { TableQuery } from '@sunday-live/contract';
import { nameKey } from '@sunday-live/scoring';
import type { Steps } from '../../platform/async/time-sliced.js';
import { AppError } from '../../platform/errors/app-error.js';
import { pageSize } from '../../platform/http/keyset.js';

/** Rows around the viewer when the request names no limit. */
const AROUND_ROWS = 50;

/** Rows that are read between two looks at the clock. */
const STEP = 512;

/** Rows in order of their ranks, each built when it is asked for. */
export interface RowList<R> {
  readonly total: number;
  /** Returns the row at a place, from 0. */
  row(place: number): R;
  /** Returns true for places whose name's sort key contains a text. */
  named(part: string): (place: number) => boolean;
  /** Returns the place of player `n`; null when the player has no row. */
  placeOf(n: number): number | null;
  /** Returns the columns by which the list can be ordered. */
  sorts(): ReadonlyMap<string, SortValue>;
}

/** The value of a column at a place; null sorts last in both directions. */
export type SortValue = (place: number) => number | null;

export interface TablePage<R> {
  readonly rows: R[];
  readonly next: string | null;
  readonly total: number;
  readonly first: number;
}

/** Which rows of a list, in which order. */
export interface Selection {
  /** The places in another order than by rank. */
  readonly order: Uint32Array | null;
  /** Only the rows at these places; absent: all. */
  readonly keep?: ((place: number) => boolean) | undefined;
}

/**
 * Returns the places of a list in the order of a column; rows with equal values stay in order of rank.
 * @param sort name of a column, with a minus for the highest value first
 * @throws AppError `invalid-input` when there is no such column
 */
export function* sortedPlaces(
  list: Pick<RowList<unknown>, 'total' | 'sorts'>,
  sort: string,
): Steps<Uint32Array> {
  const column = sort.replace(/^-/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  const places = Uint32Array.from({ length: list.total }, (_, place) => place);
  const value = list.sorts().get(column);
  if (value === undefined) throw new AppError('invalid-input', 'sort: no such column');
  const values = new Float64Array(list.total);
  for (let place = 0; place < list.total; place += 1) {
    // the worst of all, whatever the direction
    values[place] = sign * (value(place) ?? sign * Number.POSITIVE_INFINITY);
    if (place % STEP === 0) yield;
  }
  return places.sort((a, b) => compare(values[a] as number, values[b] as number) || a - b);
}

/**
 * Returns a page of a list. A cursor names the last row's player, so that the next page begins behind that player even
 * when the order has changed meanwhile.
 * @param viewer number of the player who asks
 * @throws AppError `invalid-input` for a cursor that no answer has given
 */
export function pageOf<R extends { readonly n: number }>(
  list: RowList<R>,
  asked: TableQuery,
  viewer: number,
  { order, keep }: Selection = { order: null },
): TablePage<R> {
  const { limit, after, around, q, from } = asked;
  const isNamed = q === undefined ? null : list.named(nameKey(q));
  const places =
    isNamed === null && keep === undefined
      ? order
      : kept(list.total, order, (place) => (isNamed?.(place) ?? true) && (keep?.(place) ?? true));
  const total = places?.length ?? list.total;
  const indexOf = (n: number): number | null => {
    const place = list.placeOf(n);
    if (place === null || places === null) return place;
    const index = places.indexOf(place);
    return index === -1 ? null : index;
  };
  const start = after === undefined ? (from ?? 0) : indexAfter(after, indexOf);
  const own = around === undefined ? null : indexOf(viewer);
  const size = limit ?? (around === undefined ? pageSize(asked, total) : AROUND_ROWS);
  const last = Math.max(0, total - size);
  const first = own === null ? start : Math.min(last, Math.max(0, own - Math.floor(size / 2)));
  const rows: R[] = [];
  for (let index = first; index < Math.min(first + size, total); index += 1)
    rows.push(list.row(places === null ? index : (places[index] as number)));
  const end = first + rows.length;
  const more = rows.length > 0 && end < total;
  return { rows, next: more ? `${rows.at(-1)?.n}-${end - 1}` : null, total, first };
}

/** Identifies a page of a table, without the viewer that some have in the middle. */
export function partOf({ limit, after, around, q, from, sort }: TableQuery): string {
  return [limit, after, around, q && encodeURIComponent(q), from, sort].join(':');
}

/** Returns the places to keep, in the list's order. */
function kept(total: number, order: Uint32Array | null, keep: (place: number) => boolean): Uint32Array {
  const places: number[] = [];
  for (let index = 0; index < total; index += 1) {
    const place = order === null ? index : (order[index] as number);
    if (keep(place)) places.push(place);
  }
  return Uint32Array.from(places);
}

/** Returns the index behind the cursor's player; if that player has no row any more, behind the index it had. */
function indexAfter(after: string, indexOf: (n: number) => number | null): number {
  const [, n, index] = /^(\d{1,10})-(\d{1,10})$/.exec(after) ?? [];
  if (n === undefined || index === undefined) throw new AppError('invalid-input', 'after: no such cursor');
  return (indexOf(Number(n)) ?? Number(index) - 1) + 1;
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
