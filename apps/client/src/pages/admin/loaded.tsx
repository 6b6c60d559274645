import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
