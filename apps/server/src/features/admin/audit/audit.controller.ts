import { Controller, Get, Injectable, Query } from '@nestjs/common';
import {
  type AuditPage,
  type AuditQuery,
  type AuditRow,
  auditPageSchema,
  auditQuerySchema,
} from '@sunday-live/contract';
import { EntityManager, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { AuditEntity } from '../../../platform/audit/audit.entity.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { Keyset, pageSize } from '../../../platform/http/keyset.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { UserEntity } from '../../auth/user.entity.js';

/** Cursors of changes: a later one has a higher id. */
const BY_ID = new Keyset(z.tuple([z.int()]));

const COLUMNS = [
  ...['id', 'at', 'action', 'target', 'before', 'after', 'why', 'address'].map(
    (name) => `a.${name} AS "${name}"`,
  ),
  'a.actorId AS actor',
  'a.actorName AS "actorName"',
  'u.name AS "targetName"',
  'a.requestId AS "requestId"',
];

interface Row extends Omit<AuditRow, 'at'> {
  at: Date;
}

/** Reads the audit for admins, newest first. */
@Injectable()
export class AuditReader {
  constructor(private readonly manager: EntityManager) {}

  /** @throws AppError `invalid-input` for an unknown cursor */
  async page(asked: AuditQuery): Promise<AuditPage> {
    const after = BY_ID.after(asked);
    const total = await this.matching(asked).getCount();
    const size = pageSize(asked, total);
    const query = this.matching(asked)
      .leftJoin(UserEntity, 'u', `a.target LIKE 'user/%' AND u.id = substr(a.target, 6)`)
      .select(COLUMNS)
      .orderBy('a.id', 'DESC')
      .limit(size + 1);
    if (after !== null) query.andWhere('a.id < :after', { after: after[0] });
    const { rows, next } = BY_ID.slice(await query.getRawMany<Row>(), size, ({ id }) => [id]);
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next, total };
  }

  private matching({ action, actor, target }: AuditQuery): SelectQueryBuilder<AuditEntity> {
    const query = this.manager.createQueryBuilder(AuditEntity, 'a');
    if (action !== undefined)
      query.andWhere(`(a.action = :action OR a.action LIKE :action || '.%')`, { action });
    if (actor !== undefined) query.andWhere('a.actorId = :actor', { actor });
    if (target !== undefined) query.andWhere('a.target = :target', { target });
    return query;
  }
}

@AdminOnly()
@Controller('api/admin/audit')
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Get()
  @ApiRoute({
    summary: 'Changes by admins, newest first, by page',
    query: auditQuerySchema,
    response: auditPageSchema,
    errors: ['invalid-input'],
  })
  page(@Query(new ZodPipe(auditQuerySchema)) query: AuditQuery): Promise<AuditPage> {
    return this.reader.page(query);
  }
}
