import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { LeaderboardRow } from './leaderboard-row.js';
import type { TableRow } from './model/table-rows.js';

interface VirtualRowsProps {
  readonly rows: readonly TableRow[];
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly onOpen: (id: string) => void;
}

const COLUMNS = 4;

/** The rows of a long table that are on screen, between two that keep the others' room. */
export default function VirtualRows({ rows, body, onOpen }: VirtualRowsProps) {
  const [{ top, height }, setPlace] = useState({ top: 0, height: 56 });
  useLayoutEffect(() => {
    const measure = () => {
      const element = body.current;
      if (!element) return;
      const row = element.querySelector<HTMLElement>('tr[data-n]');
      setPlace((old) => {
        const place = {
          top: Math.round(element.getBoundingClientRect().top + window.scrollY),
          height: row?.offsetHeight || old.height,
        };
        return place.top === old.top && place.height === old.height ? old : place;
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [body]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.n ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const above = (items[0]?.start ?? top) - top;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <>
      <Room height={above} />
      {items.map((item) => {
        const row = rows[item.index];
        return row && <LeaderboardRow key={row.n} row={row} index={item.index} gap={false} onOpen={onOpen} />;
      })}
      <Room height={below} />
    </>
  );
}

function Room({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={COLUMNS} style={{ height, padding: 0 }} />
    </tr>
  );
}
