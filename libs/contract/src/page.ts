import { z } from './zod.js';

/** Largest page. A longer list comes by page also when the request names no limit. */
export const MAX_PAGE_ROWS = 500;
/** Rows of the first page of a longer list where the request names no limit. */
export const FIRST_PAGE_ROWS = 100;

/**
 * Query parameters of a list that comes by page. Without them the answer holds the whole list if it is no longer than
 * the largest page, otherwise its first rows.
 */
export const pageQuerySchema = z.object({
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(MAX_PAGE_ROWS))),
  /** `next` of the page before. */
  after: z.optional(z.string().check(z.maxLength(300))),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** Part of a name. */
export const nameSearchSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(64));

/** Query parameters of a list of people. */
export const peopleQuerySchema = z.extend(pageQuerySchema, { q: z.optional(nameSearchSchema) });
export type PeopleQuery = z.infer<typeof peopleQuerySchema>;

/** What every page of a list says beside its rows. */
export const pageSchema = z.object({
  /** `after` of the next page; null: these are the last rows. */
  next: z.nullable(z.string()),
  /** Number of rows of the whole list, or of those that the search finds. */
  total: z.int(),
});
export type Page = z.infer<typeof pageSchema>;

/** A page of a table whose order the server holds: it can begin at any place. */
export const tablePageSchema = z.extend(pageSchema, {
  /** Place of the first row in the list that `total` counts, from 0. */
  first: z.int(),
});

/** Query parameters of a page of a table. */
export const tableQuerySchema = z.extend(peopleQuerySchema, {
  /** Rows with the viewer's own in the middle. */
  around: z.optional(z.literal('me')),
  /** Place of the first row, from 0. */
  from: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(2 ** 31 - 1))),
  /** A column, with a minus for the highest value first; absent: by rank. */
  sort: z.optional(z.string().check(z.regex(/^-?[A-Za-z0-9-]{1,20}$/))),
});
export type TableQuery = z.infer<typeof tableQuerySchema>;
