/**
 * Formats a number: a real minus sign, at most one decimal, and a comma only from 10,000 on, so that four
 * digits look the same in a table and in a sentence.
 */
export function plain(value: number): string {
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  const [whole = '', decimal] = String(rounded).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  const words = decimal === undefined ? grouped : `${grouped}.${decimal}`;
  return value < 0 && rounded > 0 ? `−${words}` : words;
}

/** Formats a change with its sign: `+14`, `−46`, `0`. */
export function signed(value: number): string {
  const words = plain(value);
  return words === '0' || words.startsWith('−') ? words : `+${words}`;
}

/** Formats a count with its noun: `1 point`, `24 points`, `−17 points`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${plain(count)} ${Math.abs(count) === 1 ? one : more}`;
}

/** Formats a place in a table: `36`, or `T36` when it is shared. */
export function place(rank: number, shared: boolean): string {
  return `${shared ? 'T' : ''}${plain(rank)}`;
}

/** Formats a place in a sentence: `2nd`, or `T2` when it is shared. */
export function placed(rank: number, shared: boolean): string {
  return shared ? place(rank, shared) : ordinal(rank);
}

/** Formats an ordinal number: `1st`, `2nd`, `11th`. */
export function ordinal(n: number): string {
  const ten = n % 100;
  const suffix = ten >= 11 && ten <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${plain(n)}${suffix}`;
}
