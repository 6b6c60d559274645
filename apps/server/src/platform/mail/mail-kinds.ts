import { Injectable } from '@nestjs/common';
import type { Letter } from './letter.js';
import type { MailKind } from './mail-kind.js';

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
