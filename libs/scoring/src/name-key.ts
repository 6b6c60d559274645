/**
 * Returns the sort key of a name, the same on every machine: compatibility-decomposed, accents dropped, lower
 * case, runs of white space made one space, trimmed. It is compared by UTF-16 code units, never by a locale.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Compares by `nameKey` text, then by player number. Negative: the first is before the second. */
export function compareNameKeys(a: string, aNumber: number, b: string, bNumber: number): number {
  if (a === b) return aNumber - bNumber;
  return a < b ? -1 : 1;
}
