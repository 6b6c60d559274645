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
  /**
   * Nobody asked for it at this moment: the outbox stores it for players only whose address is theirs (rule M12). False for
   * links that somebody asked for, and for what the owner of an account must learn.
   */
  readonly unasked: boolean;
  /** How many of this kind one player gets within 24 hours, from everybody together; without: any number. */
  readonly perDay?: number;
  /** Its row goes with its delivery: it is to somebody who wants to be forgotten. */
  readonly leavesNothing?: true;
  /** Lower goes first, 5 when absent. */
  readonly priority?: number;
  /** The mail as it is now; null when it is not wanted any more: it is dropped then. */
  readonly write: (data: D) => Letter | null | Promise<Letter | null>;
}

/** Infers the type of a kind's data: `mailKind({kind, unasked, schema, write})`. */
export function mailKind<D>(kind: MailKind<D>): MailKind<D> {
  return kind;
}
