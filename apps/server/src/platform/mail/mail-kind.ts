import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Letter } from './letter.js';

/**
 * A kind of email: the schema of its data, and its text. Data is validated again when it is read, because rows outlive deploys and bulk
 * statements write them.
 */
export interface MailKind<D = unknown> {
  /** Names the kind in keys and rows, `weekly-result`. */
  readonly kind: string;
  readonly schema: z.ZodType<D>;
  /**
   * True: nobody requested it at this moment, so the outbox stores it only for players whose address is verified (rule M12). False for
   * requested links, and for security messages to the owner of an account.
   */
  readonly unasked: boolean;
  /** The most emails of this kind that one player gets within 24 hours, from all senders together; absent: no limit. */
  readonly perDay?: number;
  /** Its row is deleted on delivery, because its recipient has deleted the account. */
  readonly leavesNothing?: true;
  /** Lower numbers are sent first; 5 when absent. */
  readonly priority?: number;
  /** Writes the email with present data. @returns null when it is no longer wanted: it is dropped */
  readonly write: (data: D) => Letter | null | Promise<Letter | null>;
}

/** Infers the type of a kind's data: `mailKind({kind, unasked, schema, write})`. */
export function mailKind<D>(kind: MailKind<D>): MailKind<D> {
  return kind;
}

interface KnownKind {
  readonly priority: number;
  readonly unasked: boolean;
  readonly perDay: number | null;
  readonly leavesNothing: boolean;
  readonly check: (data: unknown) => void;
  readonly write: (data: unknown) => Promise<Letter | null>;
}

const PRIORITY = 5;

/** Registry of all kinds of emails; each feature registers its own. */
@Injectable()
export class MailKinds {
  private readonly kinds = new Map<string, KnownKind>();

  register<D>(given: MailKind<D>): void {
    const { kind, unasked, perDay, leavesNothing = false, schema, priority = PRIORITY, write } = given;
    if (this.kinds.has(kind)) throw new Error(`two kinds of emails are called ${kind}`);
    this.kinds.set(kind, {
      priority,
      unasked,
      perDay: perDay ?? null,
      leavesNothing,
      check: (data) => void schema.parse(data),
      write: async (data) => write(schema.parse(data)),
    });
  }

  /** @throws when no feature has registered the kind */
  get(kind: string): KnownKind {
    const known = this.kinds.get(kind);
    if (known === undefined) throw new Error(`no feature has registered emails of the kind ${kind}`);
    return known;
  }
}
