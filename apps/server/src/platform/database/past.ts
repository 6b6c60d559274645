import { Raw } from 'typeorm';

/** Condition of a repository's `where`: the moment in the column is over by the database's clock. */
export const PAST = Raw((column) => `${column} <= now()`);
