/** Makes names unique: equal names get numbers, in their order. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const numbered = (name: string): string => {
    for (let number = 1; ; number += 1) {
      const label = `${name} (${number})`;
      if (taken.has(label)) continue;
      taken.add(label);
      return label;
    }
  };
  return names.map((name) => (names.indexOf(name) === names.lastIndexOf(name) ? name : numbered(name)));
}

/** Longest label beside a line's end, in characters. */
const LONGEST = 14;

/** Shortens a name to fit beside a line's end: first name and initial, `Callum T.` */
export function shortLabel(label: string): string {
  if (label.length <= LONGEST) return label;
  const [first = '', ...more] = label.split(' ');
  const last = more.at(-1);
  const short = last === undefined ? first : `${first} ${[...last][0]}.`;
  return short.length <= LONGEST ? short : `${[...short].slice(0, LONGEST - 1).join('')}…`;
}

/**
 * Moves the labels beside lines' ends apart: each at least `gap` from the next, in their order, within `top`
 * and `bottom` as long as they fit.
 */
export function spreadLabels(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  const placed = order.map(({ y }) => y);
  for (let i = 0; i < placed.length; i += 1) {
    const least = i === 0 ? top : (placed[i - 1] as number) + gap;
    placed[i] = Math.max(placed[i] as number, least);
  }
  for (let i = placed.length - 1; i >= 0; i -= 1) {
    const most = i === placed.length - 1 ? bottom : (placed[i + 1] as number) - gap;
    placed[i] = Math.min(placed[i] as number, most);
  }
  const result = [...wanted];
  for (const [at, { i }] of order.entries()) result[i] = placed[at] as number;
  return result;
}
