import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Author } from './author.js';

/** One change: values as they were and are, no secrets, no personal data beyond what the change is about. */
export interface AuditEntry {
  /** `week/2024/8`, `user/<id>` */
  readonly target: string;
  /** Absent = it was not there. */
  readonly before?: unknown;
  /** Absent = it is gone. */
  readonly after?: unknown;
  readonly why?: string | undefined;
}

/** Writes the audit: who changed what, and why. Nobody alters it afterwards. */
@Injectable()
export class AuditLog {
  private readonly accounted = new WeakSet<Author>();

  /** Adds a row inside the caller's transaction, so that there is no change without it and none of it without the change. */
  async record(tx: EntityManager, author: Author, entry: AuditEntry): Promise<void> {
    await tx.query(
      `INSERT INTO audit (actor, actor_name, action, target, before, after, why, address, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        author.actor?.id ?? null,
        author.actor?.name ?? null,
        author.action,
        entry.target,
        asJson(entry.before),
        asJson(entry.after),
        entry.why ?? null,
        author.address,
        author.requestId,
      ],
    );
    this.accounted.add(author);
  }

  /** Instead of a row: what was asked turned out to change nothing, as a dry run does. */
  nothingChanged(author: Author): void {
    this.accounted.add(author);
  }

  /** True when this author's change was recorded, or there was none. */
  hasAccountedFor(author: Author): boolean {
    return this.accounted.has(author);
  }
}

function asJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
