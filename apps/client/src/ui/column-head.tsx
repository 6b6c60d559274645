import type { ReactNode } from 'react';

/**
 * The native roles of table elements. Some browsers drop them when rows are drawn as grids, so such tables
 * set them explicitly.
 */
export const TABLE_ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  header: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** Draws the head of a column, in a table whose rows are grids. */
export function ColumnHead({ children }: { readonly children: ReactNode }) {
  return (
    <th scope="col" {...TABLE_ROLES.column}>
      {children}
    </th>
  );
}
