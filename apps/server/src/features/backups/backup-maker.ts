import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { backUp } from '../../platform/database/backup/backup.js';
import { dropScratchDatabases } from '../../platform/database/backup/scratch.js';
import { secretFingerprint } from '../../platform/database/backup/secret-fingerprint.js';
import { verifyBackup } from '../../platform/database/backup/verify.js';
import { DatabaseAddress } from '../../platform/database/database.module.js';
import { Installation } from '../../platform/database/installation.js';
import { Log } from '../../platform/logging/log.module.js';
import type { Storage } from '../../platform/storage/storage.js';
import type { BackupRunEntity } from './backup.entity.js';
import { BackupStore, type VerifiedBackup } from './backup.store.js';
import { BackupAlerts } from './backup-alerts.js';
import { backupName, readBackupName } from './backup-name.js';
import { toRemove } from './rotation.js';

type Step = NonNullable<BackupRunEntity['step']>;

/** Called before each step. @param archive the file that the step writes or reads */
export type StepListener = (step: Step, archive: string) => Promise<void>;

const LONGEST_REASON = 500;

/**
 * Makes one backup: writes it to a working folder, restores it into a scratch database, and only then stores it under
 * its name. The caller makes sure that one process of the cluster does this at a time.
 */
@Injectable()
export class BackupMaker {
  constructor(
    private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly address: DatabaseAddress,
    private readonly installation: Installation,
    private readonly store: BackupStore,
    private readonly alerts: BackupAlerts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Removes what a process left that died: scratch databases and files. Records the attempt that it interrupted. */
  async cleanUp(): Promise<void> {
    await rm(this.workFolder, { recursive: true, force: true });
    await dropScratchDatabases(this.address.url);
    const { startedAt } = await this.store.run();
    if (startedAt !== null) await this.fail(startedAt, 'the process ended before the backup was complete');
  }

  /**
   * Makes a backup, and rotates. A failure is stored and raises an alert; only an abort is thrown, and leaves the
   * schedule as it was.
   * @param onStep called before each step, after the step is visible to admins
   */
  async make(storage: Storage, signal: AbortSignal, onStep?: StepListener): Promise<void> {
    const startedAt = this.clock.now();
    const { wantedAt } = await this.store.run();
    await this.store.setRun(this.db.manager, { wantedAt: null, startedAt });
    try {
      const before = await this.reconcile(storage);
      const made = await this.write(storage, signal, async (step, archive) => {
        await this.store.setRun(this.db.manager, { step });
        await onStep?.(step, archive);
      });
      await this.db.transaction(async (tx) => {
        await this.store.add(tx, made);
        await this.store.setRun(tx, { startedAt: null, step: null });
        await this.alerts.succeeded(tx, made, before);
      });
      this.log.log(`backed up ${made.rows} rows to ${made.name}`, BackupMaker.name);
    } catch (error) {
      if (signal.aborted) {
        await this.store.setRun(this.db.manager, { wantedAt, startedAt: null, step: null });
        throw error;
      }
      await this.fail(startedAt, reasonOf(error));
      return;
    } finally {
      await rm(this.workFolder, { recursive: true, force: true });
    }
    await this.rotate(storage);
  }

  private get workFolder(): string {
    return join(this.config.dataDir, 'backup-work');
  }

  private async write(
    storage: Storage,
    signal: AbortSignal,
    onStep: StepListener,
  ): Promise<Omit<VerifiedBackup, 'id'>> {
    const archive = join(this.workFolder, 'backup.tgz');
    await mkdir(this.workFolder, { recursive: true, mode: 0o700 });
    await onStep('writing', archive);
    const options = { workFolder: this.workFolder, signal };
    const taken = await backUp(this.address.url, archive, this.config, options);
    await onStep('checking', archive);
    await verifyBackup(this.address.url, archive, this.workFolder, signal);
    const verifiedAt = this.clock.now();
    await onStep('storing', archive);
    const { rows } = taken;
    const takenAt = new Date(taken.takenAt);
    const name = backupName(this.installation.key, { takenAt, rows });
    const { size: bytes } = await stat(archive);
    await storage.putFile(name, archive);
    return {
      name,
      takenAt,
      bytes,
      rows,
      verifiedAt,
      secretFingerprint: secretFingerprint(this.config.sessionSecret),
    };
  }

  /**
   * Brings the table up to the place: after a restore the place has backups that the table does not know, and an
   * operator may have removed others. A backup has its name only if it was verified. Also removes unfinished files.
   * @returns the verified backups, newest first
   */
  private async reconcile(storage: Storage): Promise<VerifiedBackup[]> {
    const unknown = new Map((await this.store.verified()).map((backup) => [backup.name, backup]));
    for await (const { key: name, modifiedAt, bytes } of storage.list()) {
      const named = readBackupName(this.installation.key, name);
      if (named === null || unknown.delete(name)) continue;
      const found = { name, ...named, bytes, verifiedAt: modifiedAt, secretFingerprint: null };
      await this.store.add(this.db.manager, found);
    }
    for (const { id } of unknown.values()) await this.store.remove(id);
    return this.store.verified();
  }

  private async rotate(storage: Storage): Promise<void> {
    try {
      for (const { id, name } of toRemove(await this.store.verified(), this.config.backups.keep)) {
        await storage.delete(name);
        await this.store.remove(id);
        this.log.log(`removed the backup ${name}`, BackupMaker.name);
      }
    } catch (error) {
      await this.alerts.failed(this.db.manager, `old backups could not be removed: ${reasonOf(error)}`);
    }
  }

  private async fail(startedAt: Date, reason: string): Promise<void> {
    this.log.warn(`a backup failed: ${reason}`, BackupMaker.name);
    await this.db.transaction(async (tx) => {
      await this.store.addFailure(tx, startedAt, reason);
      await this.store.setRun(tx, { startedAt: null, step: null });
      await this.alerts.failed(tx, reason);
    });
  }
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
  return reason.slice(0, LONGEST_REASON);
}
