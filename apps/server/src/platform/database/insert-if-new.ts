import type { InsertQueryBuilder, ObjectLiteral } from 'typeorm';

/**
 * Runs an insert that leaves an existing row with the same key unchanged.
 * @param column any column of the table
 * @returns false when the row existed
 */
export async function insertIfNew<T extends ObjectLiteral>(
  inserting: InsertQueryBuilder<T>,
  column: string,
): Promise<boolean> {
  const { raw } = await inserting.orIgnore().returning(column).execute();
  return (raw as unknown[]).length > 0;
}
