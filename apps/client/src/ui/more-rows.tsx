import { plain } from '@sunday-live/contract';
import { useEffect, useRef } from 'react';
import styles from './more-rows.module.css';

/** The state of a list that loads page by page, as React Query has it. */
interface Loading {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

interface MoreRowsProps {
  readonly list: Loading;
  readonly shown: number;
  readonly total: number;
}

/** Begin to load this far above the end of the list, so that a thumb seldom waits. */
const AHEAD = '800px';

/** The end of a list that has more rows: they load when it comes near the screen, or by its button. */
export function MoreRows({ list, shown, total }: MoreRowsProps) {
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const waits = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page it is looked at again, because the end may still be on screen.
  useEffect(() => {
    const element = end.current;
    if (!waits || element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [waits, shown, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={end} className={styles.more}>
      <span className="quiet">
        {plain(shown)} of {plain(total)}
      </span>
      {isFetchNextPageError && <span role="alert">The next rows did not load.</span>}
      <button
        type="button"
        className="button"
        aria-disabled={isFetchingNextPage}
        onClick={() => {
          if (!isFetchingNextPage) void fetchNextPage();
        }}
      >
        {isFetchingNextPage ? 'Loading…' : isFetchNextPageError ? 'Try again' : 'Show more'}
      </button>
    </div>
  );
}
