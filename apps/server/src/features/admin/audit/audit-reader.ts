import { Injectable } from '@nestjs/common';
import type { AuditPage, AuditQuery, AuditRow } from '@sunday-live/contract';
import { DataSource } from 'typeorm';

const PAGE = 50;

interface Row extends Omit<AuditRow, 'at'> {
  at: Date;
}

/** Reads the audit for admins, newest first. */
@Injectable()
export class AuditReader {
  constructor(private readonly db: DataSource) {}

  async page({ action, actor, target, before }: AuditQuery): Promise<AuditPage> {
    const rows = await this.db.query<Row[]>(
      `SELECT a.id, a.at, a.actor, a.actor_name AS "actorName", a.action, a.target, u.name AS "targetName",
         a.before, a.after, a.why, a.address, a.request_id AS "requestId"
       FROM audit a LEFT JOIN "user" u ON a.target LIKE 'user/%' AND u.id = substr(a.target, 6)
       WHERE ($1::text IS NULL OR a.action = $1 OR a.action LIKE $1 || '.%')
         AND ($2::text IS NULL OR a.actor = $2) AND ($3::text IS NULL OR a.target = $3)
         AND ($4::bigint IS NULL OR a.id < $4)
       ORDER BY a.id DESC LIMIT ${PAGE + 1}`,
      [action ?? null, actor ?? null, target ?? null, before ?? null],
    );
    const shown = rows.slice(0, PAGE).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  }
}
