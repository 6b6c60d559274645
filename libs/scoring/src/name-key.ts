/**
 * The text by which names are ordered, the same on every machine: compatibility-decomposed, accents dropped, lower
 * case, runs of white space made one space, trimmed. Compared by UTF-16 code units, never by a locale.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Orders by `nameKey` text, then by the player's number. Negative: the first stands before the second. */
export function compareNameKeys(a: string, aNumber: number, b: string, bNumber: number): number {
  if (a === b) return aNumber - bNumber;
  return a < b ? -1 : 1;
}
