import { FIRST_PAGE_ROWS, MAX_PAGE_ROWS, type PageQuery } from '@sunday-live/contract';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';

/** A part of a list, and the cursor of the part behind it. */
export interface Slice<R> {
  readonly rows: readonly R[];
  /** null: these are the last rows. */
  readonly next: string | null;
}

/**
 * Cursors of a list in a fixed order: a cursor holds the sort key of the last row, so that the next page begins right
 * behind it whatever was added or removed meanwhile, and costs the same as the first.
 */
export class Keyset<K extends readonly unknown[]> {
  /** @param key the shape of a sort key; the last value must tell any two rows apart */
  constructor(private readonly key: z.ZodType<K>) {}

  /**
   * Returns the sort key behind which the page begins; null: at the start.
   * @throws AppError `invalid-input` for a cursor that no answer has given
   */
  after({ after }: PageQuery): K | null {
    if (after === undefined) return null;
    const read = this.key.safeParse(decoded(after));
    if (!read.success) throw new AppError('invalid-input', 'after: no such cursor');
    return read.data;
  }

  /** Cuts a page of the rows; one row more than `size` says that there is another page. */
  slice<R>(rows: readonly R[], size: number, keyOf: (row: R) => K): Slice<R> {
    if (rows.length <= size) return { rows, next: null };
    const shown = rows.slice(0, size);
    return { rows: shown, next: encoded(keyOf(shown[size - 1] as R)) };
  }
}

/** Returns the number of rows of a page. @param total number of rows of the whole list */
export function pageSize({ limit, after }: PageQuery, total: number): number {
  if (limit !== undefined) return limit;
  return after === undefined && total <= MAX_PAGE_ROWS ? MAX_PAGE_ROWS : FIRST_PAGE_ROWS;
}

/** Returns a pattern for `LIKE` that finds the text anywhere; the characters of patterns count as themselves. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

function encoded(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
