import { Injectable } from '@nestjs/common';
import type { Alert } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AlertMails } from './alert-mails.js';

/** What an admin has to know and do. */
export interface NewAlert {
  /** What it is about, `results/2024/2/8`: the same matter is one alert. */
  readonly key: string;
  readonly title: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

interface AlertRow {
  id: number;
  key: string;
  title: string;
  message: string;
  raised_at: Date;
  cleared_at: Date | null;
  resolved_at: Date | null;
}

const COLUMNS = 'id, key, title, message, raised_at, cleared_at, resolved_at';
/** Old ones are history. */
const LISTED = 200;

/** Tells admins what runs by itself no longer can. */
@Injectable()
export class AlertsService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
    private readonly mails: AlertMails,
  ) {}

  /** Raises an alert and mails it to the admins; one that says the same already stays as it is. */
  async raise(tx: EntityManager, { key, title, message }: NewAlert): Promise<void> {
    const [news] = await tx.query<{ id: number; raised_at: Date }[]>(
      `INSERT INTO admin_alert AS a (key, title, message) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET title = excluded.title, message = excluded.message,
         raised_at = now(), cleared_at = NULL, resolved_at = NULL, resolved_by = NULL
       WHERE a.cleared_at IS NOT NULL OR (a.title, a.message) IS DISTINCT FROM (excluded.title, excluded.message)
       RETURNING id, raised_at`,
      [key, title, message],
    );
    if (news === undefined) return;
    await this.mails.send(tx, `${news.id}@${news.raised_at.toISOString()}`, { title, message });
  }

  /** Raises an alert unless one about the same matter is open, whatever it says: figures that move are no news. */
  async raiseOnce(tx: EntityManager, alert: NewAlert): Promise<void> {
    const open = await tx.query<unknown[]>(
      'SELECT 1 FROM admin_alert WHERE key = $1 AND cleared_at IS NULL',
      [alert.key],
    );
    if (open.length === 0) await this.raise(tx, alert);
  }

  /** The matter is over. Harmless when there was none. */
  async clear(tx: EntityManager, key: string): Promise<void> {
    await tx.query('UPDATE admin_alert SET cleared_at = now() WHERE key = $1 AND cleared_at IS NULL', [key]);
  }

  /** Every matter of a kind is over, but for those named. @param kind how their keys begin: `outside/` */
  async clearOthers(tx: EntityManager, kind: string, keys: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE admin_alert SET cleared_at = now()
       WHERE starts_with(key, $1) AND key <> ALL($2) AND cleared_at IS NULL`,
      [kind, keys],
    );
  }

  /** Removes what was said of a player who has gone. */
  async forget(player: string): Promise<void> {
    await this.db.query(
      'DELETE FROM admin_alert WHERE strpos(concat_ws(chr(10), key, title, message), $1) > 0',
      [player],
    );
  }

  /** Those that somebody has to look at, or all of late; the newest first. */
  async list(all: boolean): Promise<Alert[]> {
    const rows = await this.db.query<AlertRow[]>(
      `SELECT ${COLUMNS} FROM admin_alert WHERE $1 OR (cleared_at IS NULL AND resolved_at IS NULL)
       ORDER BY raised_at DESC, id DESC LIMIT ${LISTED}`,
      [all],
    );
    return rows.map(toAlert);
  }

  /**
   * Puts an alert aside until something new is to be said about its matter.
   * @throws AppError `not-found`
   */
  async resolve(author: Author, id: number, why?: string): Promise<Alert> {
    return this.db.transaction(async (tx) => {
      const [rows] = await tx.query<[AlertRow[], number]>(
        `UPDATE admin_alert SET resolved_at = coalesce(resolved_at, now()), resolved_by = coalesce(resolved_by, $2)
         WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, author.actor?.id ?? null],
      );
      const [row] = rows;
      if (row === undefined) throw new AppError('not-found');
      await this.audit.record(tx, author, {
        target: `alert/${row.key}`,
        after: { message: row.message },
        why,
      });
      return toAlert(row);
    });
  }
}

function toAlert({ id, key, title, message, ...row }: AlertRow): Alert {
  return {
    id,
    key,
    title,
    message,
    raisedAt: row.raised_at.toISOString(),
    clearedAt: row.cleared_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  };
}
