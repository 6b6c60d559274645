import type { ReactNode } from 'react';
import { TABLE_ROLES } from './table-roles.js';

/** Draws the head of a column, in a table whose rows are grids. */
export function ColumnHead({ children }: { readonly children: ReactNode }) {
  return (
    <th scope="col" {...TABLE_ROLES.column}>
      {children}
    </th>
  );
}
