import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NewWrittenRecord, WrittenRecord } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';

const COLUMNS = 'id, title, holder, feat, season';

/** Stores records that admins enter by hand. */
@Injectable()
export class WrittenRecordsService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** Returns all records, in the order of their entry. */
  all(): Promise<WrittenRecord[]> {
    return this.db.query<WrittenRecord[]>(`SELECT ${COLUMNS} FROM record ORDER BY created_at, id`);
  }

  create(author: Author, { title, holder, feat, season }: NewWrittenRecord): Promise<WrittenRecord> {
    return this.db.transaction(async (tx) => {
      const [after] = await tx.query<WrittenRecord[]>(
        `INSERT INTO record (${COLUMNS}) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
        [randomUUID(), title, holder, feat, season],
      );
      if (after === undefined) throw new Error('the insert returned no row');
      await this.audit.record(tx, author, { target: `record/${after.id}`, after });
      return after;
    });
  }

  /** Replaces a record. @throws AppError `not-found` */
  change(
    author: Author,
    id: string,
    { title, holder, feat, season }: NewWrittenRecord,
  ): Promise<WrittenRecord> {
    return this.db.transaction(async (tx) => {
      const [before] = await tx.query<WrittenRecord[]>(
        `SELECT ${COLUMNS} FROM record WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (before === undefined) throw new AppError('not-found');
      await tx.query('UPDATE record SET title = $2, holder = $3, feat = $4, season = $5 WHERE id = $1', [
        id,
        title,
        holder,
        feat,
        season,
      ]);
      const after = { id, title, holder, feat, season };
      await this.audit.record(tx, author, { target: `record/${id}`, before, after });
      return after;
    });
  }

  /** Deletes a record. @throws AppError `not-found` */
  remove(author: Author, id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const [rows] = await tx.query<[WrittenRecord[], number]>(
        `DELETE FROM record WHERE id = $1 RETURNING ${COLUMNS}`,
        [id],
      );
      const [before] = rows;
      if (before === undefined) throw new AppError('not-found');
      await this.audit.record(tx, author, { target: `record/${id}`, before });
    });
  }
}
