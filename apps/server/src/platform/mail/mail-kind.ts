import type { z } from 'zod';
import type { Letter } from './letter.js';

/**
 * A kind of mail: what its row holds, and how it reads. Rows outlive deploys and come from bulk statements, so what is
 * read from one is checked again.
 */
export interface MailKind<D = unknown> {
  /** Names the kind in keys and rows, `weekly-result`. */
  readonly kind: string;
  readonly schema: z.ZodType<D>;
  /** Lower goes first, 5 when absent. */
  readonly priority?: number;
  /** The mail as it is now; null when it is not wanted any more: it is dropped then. */
  readonly write: (data: D) => Letter | null | Promise<Letter | null>;
}

/** Lets a kind be told by its type: `mailKind({kind, schema, write})`. */
export function mailKind<D>(kind: MailKind<D>): MailKind<D> {
  return kind;
}
