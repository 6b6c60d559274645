import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Alert } from '@sunday-live/contract';
import { type EntityManager, IsNull, type Repository } from 'typeorm';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AdminAlertEntity } from './admin-alert.entity.js';
import { AlertMails } from './alert-mails.js';
import { raiseAlert } from './alerts.sql.js';

/** A problem that an admin has to solve. */
export interface NewAlert {
  /** The subject, `results/2024/2/8`; each subject has one alert. */
  readonly key: string;
  readonly title: string;
  /** Describes the problem, and what to do. */
  readonly message: string;
}

/** Settled alerts are deleted after this time. */
const LISTED = 200;

/** Raises and ends alerts for admins. */
@Injectable()
export class AlertsService {
  constructor(
    @InjectRepository(AdminAlertEntity) private readonly alerts: Repository<AdminAlertEntity>,
    private readonly audit: AuditLog,
    private readonly mails: AlertMails,
  ) {}

  /** Raises an alert and emails it to the admins. An open alert with the same text stays as it is. */
  async raise(tx: EntityManager, { key, title, message }: NewAlert): Promise<void> {
    const news = await raiseAlert(tx, key, title, message);
    if (news === null) return;
    await this.mails.send(tx, `${news.id}@${news.raisedAt.toISOString()}`, { title, message });
  }

  /**
   * Raises an alert unless one about the same subject is open. A different text is no new alert, because figures in
   * it change.
   */
  async raiseOnce(tx: EntityManager, alert: NewAlert): Promise<void> {
    const open = await tx.existsBy(AdminAlertEntity, { key: alert.key, clearedAt: IsNull() });
    if (!open) await this.raise(tx, alert);
  }

  /** Ends the alert about a subject. Harmless when there is none. */
  async clear(tx: EntityManager, key: string): Promise<void> {
    await tx.update(AdminAlertEntity, { key, clearedAt: IsNull() }, { clearedAt: () => 'now()' });
  }

  /** Ends all alerts of a kind except the named ones. @param kind prefix of their keys: `outside/` */
  async clearOthers(tx: EntityManager, kind: string, keys: readonly string[]): Promise<void> {
    await tx
      .createQueryBuilder()
      .update(AdminAlertEntity)
      .set({ clearedAt: () => 'now()' })
      .where({ clearedAt: IsNull() })
      .andWhere('starts_with(key, :kind) AND key <> ALL(:keys)', { kind, keys })
      .execute();
  }

  /** Removes a deleted player from alerts. */
  async forget(player: string): Promise<void> {
    await this.alerts
      .createQueryBuilder()
      .delete()
      .where('strpos(concat_ws(chr(10), key, title, message), :player) > 0', { player })
      .execute();
  }

  /** Returns open alerts, or all recent ones, newest first. */
  async list(all: boolean): Promise<Alert[]> {
    const rows = await this.alerts.find({
      where: all ? {} : { clearedAt: IsNull(), resolvedAt: IsNull() },
      order: { raisedAt: 'DESC', id: 'DESC' },
      take: LISTED,
    });
    return rows.map(toAlert);
  }

  /** Dismisses an alert until its text changes. @throws AppError `not-found` */
  async resolve(author: Author, id: number, why?: string): Promise<Alert> {
    return this.alerts.manager.transaction(async (tx) => {
      await tx
        .createQueryBuilder()
        .update(AdminAlertEntity)
        .set({
          resolvedAt: () => 'coalesce(resolved_at, now())',
          resolvedById: () => 'coalesce(resolved_by, :admin)',
        })
        .where({ id })
        .setParameters({ admin: author.actor?.id ?? null })
        .execute();
      const row = await tx.findOneBy(AdminAlertEntity, { id });
      if (row === null) throw new AppError('not-found');
      await this.audit.record(tx, author, {
        target: `alert/${row.key}`,
        after: { message: row.message },
        why,
      });
      return toAlert(row);
    });
  }
}

function toAlert({ id, key, title, message, ...row }: AdminAlertEntity): Alert {
  return {
    id,
    key,
    title,
    message,
    raisedAt: row.raisedAt.toISOString(),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}
