import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CsvFile, mapRows } from '../../../platform/http/csv/csv.js';
import { auditRows, userRows } from './exports.sql.js';

/** Exports accounts and the audit. */
@Injectable()
export class OfficeExports {
  constructor(private readonly db: DataSource) {}

  users(): CsvFile {
    return {
      name: 'users.csv',
      head: [
        'id',
        'number',
        'name',
        'email',
        'verified',
        'role',
        'team',
        'since',
        'deactivated',
        'second factor',
      ],
      rows: mapRows(userRows(this.db), (row) => [
        row.id,
        row.n,
        row.name,
        row.email,
        row.emailVerified,
        row.role,
        row.team,
        row.createdAt,
        row.banned_at,
        row.twoFactorEnabled,
      ]),
    };
  }

  audit(): CsvFile {
    return {
      name: 'audit.csv',
      head: ['id', 'at', 'actor', 'name', 'action', 'target', 'before', 'after', 'why', 'address', 'request'],
      rows: mapRows(auditRows(this.db), (row) => [
        row.id,
        row.at,
        row.actor,
        row.actor_name,
        row.action,
        row.target,
        asText(row.before),
        asText(row.after),
        row.why,
        row.address,
        row.request_id,
      ]),
    };
  }
}

function asText(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
