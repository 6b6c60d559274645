/**
 * Finds the most valuable way to give each row its own column (Hungarian method with potentials, exact).
 * @param value rows × columns, at least as many columns as rows
 * @returns the column of each row
 * @throws RangeError when there are more rows than columns
 */
export function assign(value: readonly (readonly number[])[]): number[] {
  const rows = value.length;
  const columns = value[0]?.length ?? 0;
  if (rows > columns) throw new RangeError(`${rows} rows want a column each, there are ${columns}`);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** Row of each column, 1-based; 0: free. Column 0 holds the row that is being placed. */
  const owner = new Int32Array(columns + 1);
  const before = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    owner[0] = row;
    let at = 0;
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(columns + 1);
    do {
      done[at] = 1;
      const here = owner[at] as number;
      const line = value[here - 1] as readonly number[];
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let column = 1; column <= columns; column += 1) {
        if (done[column] === 1) continue;
        const cost =
          -(line[column - 1] as number) -
          (rowPotential[here] as number) -
          (columnPotential[column] as number);
        if (cost < (slack[column] as number)) {
          slack[column] = cost;
          before[column] = at;
        }
        if ((slack[column] as number) < least) {
          least = slack[column] as number;
          next = column;
        }
      }
      for (let column = 0; column <= columns; column += 1) {
        if (done[column] === 1) {
          const of = owner[column] as number;
          rowPotential[of] = (rowPotential[of] as number) + least;
          columnPotential[column] = (columnPotential[column] as number) - least;
        } else {
          slack[column] = (slack[column] as number) - least;
        }
      }
      at = next;
    } while (owner[at] !== 0);
    while (at !== 0) {
      const from = before[at] as number;
      owner[at] = owner[from] as number;
      at = from;
    }
  }
  const found = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column += 1) {
    const row = owner[column] as number;
    if (row > 0) found[row - 1] = column - 1;
  }
  return found;
}
