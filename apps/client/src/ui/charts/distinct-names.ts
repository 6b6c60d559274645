/** Names that tell lines apart: those that are the same get a number each, in their order. */
export function distinctNames(names: readonly string[]): string[] {
  return names.map((name, i) => {
    const same = names.filter((other) => other === name).length;
    if (same === 1) return name;
    return `${name} (${names.slice(0, i + 1).filter((other) => other === name).length})`;
  });
}
