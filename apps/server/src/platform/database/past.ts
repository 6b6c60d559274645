import { Raw } from 'typeorm';

/** Condition of a repository's `where`: the time in the column is past by the database's clock. */
export const PAST = Raw((column) => `${column} <= now()`);
