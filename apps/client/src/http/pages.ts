import { MAX_PAGE_ROWS, type Page } from '@sunday-live/contract';
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { getJson, type Schema } from './http.js';

/** Rows of a page. */
const PAGE_ROWS = 100;

/** A list that comes by page. */
interface Paged<P> {
  readonly key: readonly unknown[];
  /** Where the list is read, with its filters. */
  readonly path: string;
  readonly schema: Schema<P>;
  /** Interval of repeated reads while it is shown. */
  readonly everyMs?: number | undefined;
}

export type PagesResult<P> = UseInfiniteQueryResult<InfiniteData<P>>;

/** Reads a list page by page, from its start; the pages before stay while another filter's first one loads. */
export function usePages<P extends Page>({ key, path, schema, everyMs }: Paged<P>): PagesResult<P> {
  return useInfiniteQuery({
    queryKey: [...key, path],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => getJson(pagePath(path, PAGE_ROWS, pageParam), schema, signal),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** Returns the path of a page. @param after `next` of the page before; null: the first page */
function pagePath(path: string, limit: number, after: string | null): string {
  const cursor = after === null ? '' : `&after=${encodeURIComponent(after)}`;
  return `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`;
}

/**
 * Reads a whole list page by page and joins the rows. The other fields are those of the first page.
 * @param field the field of the rows
 */
export async function getEveryPage<
  F extends string,
  P extends Page & { readonly [field in F]: readonly unknown[] },
>(path: string, schema: Schema<P>, field: F, signal: AbortSignal): Promise<P> {
  const first = await getJson(pagePath(path, MAX_PAGE_ROWS, null), schema, signal);
  const rows: unknown[] = [...first[field]];
  let { next } = first;
  while (next !== null) {
    const page = await getJson(pagePath(path, MAX_PAGE_ROWS, next), schema, signal);
    rows.push(...page[field]);
    next = page.next;
  }
  return { ...first, [field]: rows, next: null };
}
