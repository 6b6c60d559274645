/** Represents NULL in a column of whole numbers. */
export const NULL_INT = -(2 ** 31);

const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const CLOSE = 125;

/**
 * Parses the text form of an `int[]` (`array_agg(…)::text`) into a column. Text, because one object per value is slow
 * for a hundred thousand rows. NULL becomes `NULL_INT`; null instead of an array (the aggregate of no rows) becomes
 * an empty column.
 */
export function parseInts(text: string | null): Int32Array {
  if (text === null || text === '{}') return new Int32Array(0);
  const values = new Int32Array(countCommas(text) + 1);
  let [count, value, digits, sign] = [0, 0, 0, 1];
  for (let i = 1; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char >= ZERO && char <= NINE) {
      value = value * 10 + (char - ZERO);
      digits += 1;
    } else if (char === MINUS) {
      sign = -1;
    } else if (char === COMMA || char === CLOSE) {
      values[count] = digits === 0 ? NULL_INT : sign * value;
      count += 1;
      value = 0;
      digits = 0;
      sign = 1;
    }
  }
  return values;
}

/** Formats the values at these positions of a column as the text form of an `int[]`. */
export function intsText(column: Int32Array, at: readonly number[]): string {
  return `{${at.map((i) => (column[i] === NULL_INT ? 'NULL' : column[i])).join()}}`;
}

function countCommas(text: string): number {
  let commas = 0;
  for (let i = text.indexOf(','); i !== -1; i = text.indexOf(',', i + 1)) commas += 1;
  return commas;
}
