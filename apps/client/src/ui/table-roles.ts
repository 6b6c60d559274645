/**
 * The roles that table elements have by nature. Rows drawn as grids lose them in some browsers, so their
 * tables name them.
 */
export const TABLE_ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  header: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
