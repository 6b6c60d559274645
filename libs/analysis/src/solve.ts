/**
 * Solves a system of linear equations (Gauss, with pivots). @throws RangeError when it has no single solution
 */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((row, i) => ({ row: Float64Array.from(row), value: right[i] as number }));
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let i = column + 1; i < size; i += 1) if (at(rows, i, column) > at(rows, best, column)) best = i;
    const pivot = rows[best] as (typeof rows)[number];
    rows[best] = rows[column] as (typeof rows)[number];
    rows[column] = pivot;
    const head = pivot.row[column] as number;
    if (Math.abs(head) < 1e-12) throw new RangeError('the equations have no single solution');
    for (let i = column + 1; i < size; i += 1) {
      const line = rows[i] as (typeof rows)[number];
      const factor = (line.row[column] as number) / head;
      if (factor === 0) continue;
      for (let k = column; k < size; k += 1) {
        line.row[k] = (line.row[k] as number) - factor * (pivot.row[k] as number);
      }
      line.value -= factor * pivot.value;
    }
  }
  const found = new Float64Array(size);
  for (let i = size - 1; i >= 0; i -= 1) {
    const { row, value } = rows[i] as (typeof rows)[number];
    let rest = value;
    for (let k = i + 1; k < size; k += 1) rest -= (row[k] as number) * (found[k] as number);
    found[i] = rest / (row[i] as number);
  }
  return found;
}

function at(rows: readonly { readonly row: Float64Array }[], i: number, column: number): number {
  return Math.abs(rows[i]?.row[column] as number);
}
