import { Inject, Injectable } from '@nestjs/common';
import type { Backup, BackupRequest, Backups, LastBackup } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { secretFingerprint } from '../../platform/database/backup/secret-fingerprint.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { BackupEntity, BackupRunEntity } from './backup.entity.js';
import { BackupStore, type VerifiedBackup } from './backup.store.js';
import { BackupPlace } from './backup-place.js';
import { ageHours, nextDueAt } from './schedule.js';

/** Shows scheduled backups, and takes requests for one. */
@Injectable()
export class BackupsService {
  constructor(
    private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly place: BackupPlace,
    private readonly store: BackupStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The newest verified backup; null: there is none. */
  async last(): Promise<LastBackup | null> {
    const last = await this.store.last();
    return last && toLast(last);
  }

  async show(): Promise<Backups> {
    const [verified, failures, run] = await Promise.all([
      this.store.verified(),
      this.store.failures(),
      this.store.run(),
    ]);
    const [last = null] = verified;
    const { everyHours, keep } = this.config.backups;
    const schedule = {
      everyHours,
      lastTakenAt: last?.takenAt ?? null,
      lastFailedAt: failures[0]?.takenAt ?? null,
    };
    const now = this.clock.now();
    const next = this.place.storage === null ? null : nextDueAt(schedule, now);
    const all = [...verified.map((backup) => ({ ...backup, problem: null })), ...failures];
    return {
      place: this.place.words,
      everyHours,
      keep,
      next: next?.toISOString() ?? null,
      last: last && toLast(last),
      ageHours: last && Math.max(0, Math.floor(ageHours(last.takenAt, now))),
      secretFingerprint: secretFingerprint(this.config.sessionSecret),
      running: runningOf(run),
      backups: all.sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime()).map(toBackup),
    };
  }

  /**
   * Asks the workers for a backup; one that is being made or wanted already is enough.
   * @throws AppError `backups-off` when BACKUP_URL is not set
   */
  async ask(author: Author, { why }: BackupRequest): Promise<Backups> {
    if (this.place.storage === null) throw new AppError('backups-off');
    await this.db.transaction(async (tx) => {
      const run = await this.store.run(tx);
      if (run.startedAt === null && run.wantedAt === null)
        await this.store.setRun(tx, { wantedAt: this.clock.now() });
      await this.audit.record(tx, author, { target: 'backups', why });
    });
    return this.show();
  }
}

function runningOf({ startedAt, step, wantedAt }: BackupRunEntity): Backups['running'] {
  const since = startedAt ?? wantedAt;
  if (since === null) return null;
  return { since: since.toISOString(), step: startedAt === null ? 'waiting' : (step ?? 'writing') };
}

function toLast({ name, takenAt, verifiedAt, bytes }: VerifiedBackup): LastBackup {
  return { name, takenAt: takenAt.toISOString(), verifiedAt: verifiedAt.toISOString(), bytes };
}

function toBackup({ takenAt, verifiedAt, ...row }: BackupEntity): Backup {
  return { ...row, takenAt: takenAt.toISOString(), verifiedAt: verifiedAt?.toISOString() ?? null };
}
