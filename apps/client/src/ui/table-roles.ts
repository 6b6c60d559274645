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
