import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { NewWrittenRecord, WrittenRecord } from '@sunday-live/contract';
import type { EntityManager, Repository } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RecordEntity } from './record.entity.js';

/** Stores records that admins enter by hand. */
@Injectable()
export class WrittenRecordsService {
  constructor(
    @InjectRepository(RecordEntity) private readonly records: Repository<RecordEntity>,
    private readonly audit: AuditLog,
  ) {}

  /** Returns all records, in the order of their entry. */
  async all(): Promise<WrittenRecord[]> {
    return (await this.records.find({ order: { createdAt: 'ASC', id: 'ASC' } })).map(toWritten);
  }

  create(author: Author, { title, holder, feat, season }: NewWrittenRecord): Promise<WrittenRecord> {
    return this.records.manager.transaction(async (tx) => {
      const after = { id: randomUUID(), title, holder, feat, season };
      await tx.insert(RecordEntity, { ...after });
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
    return this.records.manager.transaction(async (tx) => {
      const before = await hold(tx, id);
      await tx.update(RecordEntity, { id }, { title, holder, feat, season });
      const after = { id, title, holder, feat, season };
      await this.audit.record(tx, author, { target: `record/${id}`, before, after });
      return after;
    });
  }

  /** Deletes a record. @throws AppError `not-found` */
  remove(author: Author, id: string): Promise<void> {
    return this.records.manager.transaction(async (tx) => {
      const before = await hold(tx, id);
      await tx.delete(RecordEntity, { id });
      await this.audit.record(tx, author, { target: `record/${id}`, before });
    });
  }
}

/** Reads the record and locks it until the commit. @throws AppError `not-found` */
async function hold(tx: EntityManager, id: string): Promise<WrittenRecord> {
  const record = await tx.findOne(RecordEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (record === null) throw new AppError('not-found');
  return toWritten(record);
}

function toWritten({ id, title, holder, feat, season }: RecordEntity): WrittenRecord {
  return { id, title, holder, feat, season };
}
