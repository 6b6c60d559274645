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
