/** What a cell may hold. Dates are written as ISO instants. */
export type CsvCell = string | number | boolean | Date | null;

/** Without it Excel reads a file in the code page of its machine, and garbles names. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The beginning of every CSV file: the byte order mark and the line of names. */
export function csvHead(names: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${csvLine(names)}`;
}

/** One line of CSV (RFC 4180) with its line end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are ours and stay
 * numbers.
 */
export function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
