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
