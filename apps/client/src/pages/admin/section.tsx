import type { Page } from '@sunday-live/contract';
import { type UseInfiniteQueryResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { getJson, type Schema } from '../../http/http.js';
import { type PagesResult, usePages } from '../../http/pages.js';
import { TABLE_ROLES } from '../../ui/column-head.js';
import styles from './admin-page.module.css';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T> | UseInfiniteQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** Renders the data of a query, or its loading state, or its error. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isLoadingError) {
    return (
      <div className={styles.row}>
        <p role="alert" className={styles.problem}>
          {query.error.message}
        </p>
        <button type="button" className="button" onClick={() => void query.refetch()}>
          Try again
        </button>
      </div>
    );
  }
  return <p role="status">Loading…</p>;
}

interface ScrollTableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** On phones the last cell of a row gets its own line, so that its controls are visible. */
  readonly stacks?: boolean;
  /** Number of all rows, of which a page may show some; absent: all are shown. */
  readonly rows?: number;
  readonly children: ReactNode;
}

/** A table that scrolls sideways where it is too wide. */
export function ScrollTable({ caption, head, stacks, rows, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="scroll" aria-label={caption} tabIndex={0}>
      <table
        className={`table ${styles.table}`}
        data-stacks={stacks || undefined}
        aria-rowcount={rows === undefined ? undefined : rows + 1}
        {...TABLE_ROLES.table}
      >
        <caption className="unseen">{caption}</caption>
        <thead {...TABLE_ROLES.group}>
          <tr {...TABLE_ROLES.row}>
            {head.map((title) => (
              <th key={title} scope="col" {...TABLE_ROLES.column}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...TABLE_ROLES.group}>{children}</tbody>
      </table>
    </section>
  );
}

/** Query key of everything that the console reads; all of it is read again after each change. */
export const ADMIN_KEY = 'admin';

/** Reads one of the admin's routes. @param everyMs interval of repeated reads while it is shown */
export function useAdmin<T>(path: string, schema: Schema<T>, everyMs?: number): UseQueryResult<T> {
  return useQuery({
    queryKey: [ADMIN_KEY, path],
    queryFn: ({ signal }) => getJson(`/api/admin/${path}`, schema, signal),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** Reads one of the admin's lists page by page. @param everyMs as `useAdmin` */
export function useAdminPages<P extends Page>(
  path: string,
  schema: Schema<P>,
  everyMs?: number,
): PagesResult<P> {
  return usePages({ key: [ADMIN_KEY], path: `/api/admin/${path}`, schema, everyMs });
}
