/**
 * A number as it is written everywhere: a real minus, a comma from 10,000 on, so that four figures are the same in a table
 * and in a sentence, and at most one decimal.
 */
export function plain(value: number): string {
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  const [whole = '', decimal] = String(rounded).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  const words = decimal === undefined ? grouped : `${grouped}.${decimal}`;
  return value < 0 && rounded > 0 ? `−${words}` : words;
}

/** With its sign, as it is news by it: `+14`, `−46`, `0`. */
export function signed(value: number): string {
  const words = plain(value);
  return words === '0' || words.startsWith('−') ? words : `+${words}`;
}

/** `1 point`, `24 points`, `−17 points`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${plain(count)} ${Math.abs(count) === 1 ? one : more}`;
}

/** A place in a table: `36`, or `T36` where others share it. */
export function place(rank: number, shared: boolean): string {
  return `${shared ? 'T' : ''}${plain(rank)}`;
}

/** The same in a sentence: `2nd`, or `T2` where others share it. */
export function placed(rank: number, shared: boolean): string {
  return shared ? place(rank, shared) : ordinal(rank);
}

/** `1st`, `2nd`, `11th`. */
export function ordinal(n: number): string {
  const ten = n % 100;
  const suffix = ten >= 11 && ten <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${plain(n)}${suffix}`;
}
