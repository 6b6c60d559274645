import { Injectable } from '@nestjs/common';
import type { AuditPage, AuditQuery, AuditRow } from '@sunday-live/contract';
import { EntityManager } from 'typeorm';
import { AuditEntity } from '../../../platform/audit/entities/audit.entity.js';
import { UserEntity } from '../../auth/entities/user.entity.js';

const PAGE = 50;

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

  async page({ action, actor, target, before }: AuditQuery): Promise<AuditPage> {
    const query = this.manager
      .createQueryBuilder(AuditEntity, 'a')
      .leftJoin(UserEntity, 'u', `a.target LIKE 'user/%' AND u.id = substr(a.target, 6)`)
      .select(COLUMNS)
      .orderBy('a.id', 'DESC')
      .limit(PAGE + 1);
    if (action !== undefined)
      query.andWhere(`(a.action = :action OR a.action LIKE :action || '.%')`, { action });
    if (actor !== undefined) query.andWhere('a.actorId = :actor', { actor });
    if (target !== undefined) query.andWhere('a.target = :target', { target });
    if (before !== undefined) query.andWhere('a.id < :before', { before });
    const rows = await query.getRawMany<Row>();
    const shown = rows.slice(0, PAGE).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  }
}
