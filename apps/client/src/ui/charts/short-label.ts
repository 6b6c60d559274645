/** Widest label beside a line's end. */
const LONGEST = 14;

/** A name with room for a line's end: first name and initial where the whole is too long, `Callum T.` */
export function shortLabel(label: string): string {
  if (label.length <= LONGEST) return label;
  const [first = '', ...more] = label.split(' ');
  const last = more.at(-1);
  const short = last === undefined ? first : `${first} ${[...last][0]}.`;
  return short.length <= LONGEST ? short : `${[...short].slice(0, LONGEST - 1).join('')}…`;
}
