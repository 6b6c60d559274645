import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readInBatches } from '../../../platform/database/read-in-batches.js';
import { type CsvFile, mapRows } from '../../../platform/http/csv/csv.js';

interface UserRow {
  id: string;
  n: number;
  name: string;
  email: string;
  emailVerified: boolean;
  role: string;
  team: string | null;
  createdAt: Date;
  banned_at: Date | null;
  twoFactorEnabled: boolean;
}

interface AuditExportRow {
  id: number;
  at: Date;
  actor: string | null;
  actor_name: string | null;
  action: string;
  target: string;
  before: unknown;
  after: unknown;
  why: string | null;
  address: string | null;
  request_id: string | null;
}

/** Exports accounts and the audit. */
@Injectable()
export class OfficeExports {
  constructor(private readonly db: DataSource) {}

  users(): CsvFile {
    const rows = readInBatches<UserRow>(
      this.db,
      `SELECT id, n, name, email, "emailVerified", role, team, "createdAt", banned_at, "twoFactorEnabled"
       FROM "user" ORDER BY n`,
    );
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
      rows: mapRows(rows, (row) => [
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
    const rows = readInBatches<AuditExportRow>(this.db, 'SELECT * FROM audit ORDER BY id');
    return {
      name: 'audit.csv',
      head: ['id', 'at', 'actor', 'name', 'action', 'target', 'before', 'after', 'why', 'address', 'request'],
      rows: mapRows(rows, (row) => [
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
