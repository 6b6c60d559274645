import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditEntity } from './audit.entity.js';
import type { Author } from './author.js';

/**
 * One audited change: the values before and after it. They contain no secrets, and only the personal data that the
 * change is about.
 */
export interface AuditEntry {
  /** `week/2024/8`, `user/<id>` */
  readonly target: string;
  /** Absent: it did not exist before. */
  readonly before?: object | undefined;
  /** Absent: it was removed. */
  readonly after?: object | undefined;
  readonly why?: string | undefined;
}

/**
 * Writes audit rows: the author of a change, the change and the reason. The database refuses to alter them afterwards.
 */
@Injectable()
export class AuditLog {
  private readonly accounted = new WeakSet<Author>();

  /**
   * Inserts a row inside the caller's transaction, so that the change and its row are committed together or not at all.
   */
  async record(tx: EntityManager, author: Author, entry: AuditEntry): Promise<void> {
    await tx.insert(AuditEntity, {
      actorId: author.actor?.id ?? null,
      actorName: author.actor?.name ?? null,
      action: author.action,
      target: entry.target,
      before: entry.before ?? null,
      after: entry.after ?? null,
      why: entry.why ?? null,
      address: author.address,
      requestId: author.requestId,
    });
    this.accounted.add(author);
  }

  /** Replaces a row when the request turned out to change nothing, for example a dry run. */
  nothingChanged(author: Author): void {
    this.accounted.add(author);
  }

  /** Returns true when this author's change was recorded, or declared as changing nothing. */
  hasAccountedFor(author: Author): boolean {
    return this.accounted.has(author);
  }
}
