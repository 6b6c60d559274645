import { type InsertQueryBuilder, type ObjectLiteral, Raw } from 'typeorm';

/** A change without the fields that are undefined. */
export type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out undefined fields, so that an update does not touch their columns. */
export function given<T extends object>(change: T): Given<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** Condition of a repository's `where`: the time in the column is past by the database's clock. */
export const PAST = Raw((column) => `${column} <= now()`);

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
