import type { InsertQueryBuilder, ObjectLiteral } from 'typeorm';

/**
 * Runs an insert that leaves a row with the same key as it is.
 * @param column any column of the table
 * @returns false when there was such a row
 */
export async function insertIfNew<T extends ObjectLiteral>(
  inserting: InsertQueryBuilder<T>,
  column: string,
): Promise<boolean> {
  const { raw } = await inserting.orIgnore().returning(column).execute();
  return (raw as unknown[]).length > 0;
}
