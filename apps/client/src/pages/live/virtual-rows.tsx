import { useWindowVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import type { TableRow } from '../../live/table-rows.js';
import { useTop } from '../../ui/data-table/visible-rows.js';
import { LeaderboardRow } from './leaderboard-row.js';

interface VirtualRowsProps {
  readonly rows: readonly TableRow[];
  readonly rowHeight: number;
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly onOpen: (id: string) => void;
}

/** The visible rows of a long table, between two rows that keep the height of the others. */
export default function VirtualRows({ rows, rowHeight, body, onOpen }: VirtualRowsProps) {
  const top = useTop(body);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.n ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const above = (items[0]?.start ?? top) - top;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <>
      <Room height={above} place={-1} />
      {items.map((item) => {
        const row = rows[item.index];
        return row && <LeaderboardRow key={row.n} row={row} place={item.index} onOpen={onOpen} />;
      })}
      <Room height={below} place={rows.length} />
    </>
  );
}

function Room({ height, place }: { readonly height: number; readonly place: number }) {
  return <tr style={{ height: Math.max(0, height), order: place }} />;
}
