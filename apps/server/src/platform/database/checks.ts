/**
 * Returns the expression of a CHECK that allows only these values in a text column. `column` as the database names
 * it.
 */
export function oneOf(column: string, values: readonly string[]): string {
  return `${column} IN (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`;
}
