/** The expression of a CHECK that lets a text column hold these values only. `column` as the database names it. */
export function oneOf(column: string, values: readonly string[]): string {
  return `${column} IN (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
}
