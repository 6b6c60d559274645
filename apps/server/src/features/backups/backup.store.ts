import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import { GameEntity } from '../slate/game.entity.js';
import { BackupEntity, BackupRunEntity } from './backup.entity.js';

/** A backup in its place. */
export interface VerifiedBackup {
  readonly id: number;
  readonly name: string;
  readonly takenAt: Date;
  readonly bytes: number;
  readonly rows: number;
  readonly verifiedAt: Date;
  readonly secretFingerprint: string | null;
}

/** Failed attempts are listed so long. */
const FAILURES_KEPT_DAYS = 14;
const DAY_MS = 86_400_000;

/** The tables `backup` and `backup_run`. */
@Injectable()
export class BackupStore {
  constructor(private readonly db: DataSource) {}

  /** All verified backups, newest first. */
  async verified(): Promise<VerifiedBackup[]> {
    const rows = await this.db.manager.find(BackupEntity, {
      where: { problem: IsNull() },
      order: { takenAt: 'DESC', id: 'DESC' },
    });
    return rows.flatMap((row) => verifiedOf(row) ?? []);
  }

  /** The newest verified backup; null: there is none. */
  async last(): Promise<VerifiedBackup | null> {
    const row = await this.db.manager.findOne(BackupEntity, {
      where: { problem: IsNull() },
      order: { takenAt: 'DESC', id: 'DESC' },
    });
    return row && verifiedOf(row);
  }

  /** Failed attempts, newest first. */
  failures(): Promise<BackupEntity[]> {
    return this.db.manager.find(BackupEntity, {
      where: { problem: Not(IsNull()) },
      order: { takenAt: 'DESC', id: 'DESC' },
    });
  }

  async lastFailedAt(): Promise<Date | null> {
    const row = await this.db.manager.findOne(BackupEntity, {
      where: { problem: Not(IsNull()) },
      order: { takenAt: 'DESC', id: 'DESC' },
    });
    return row?.takenAt ?? null;
  }

  async add(tx: EntityManager, backup: Omit<VerifiedBackup, 'id'>): Promise<void> {
    await tx.insert(BackupEntity, backup);
  }

  /** Stores a failed attempt, and forgets those of long ago. */
  async addFailure(tx: EntityManager, startedAt: Date, problem: string): Promise<void> {
    await tx.insert(BackupEntity, { takenAt: startedAt, problem });
    const old = new Date(startedAt.getTime() - FAILURES_KEPT_DAYS * DAY_MS);
    await tx.delete(BackupEntity, { problem: Not(IsNull()), takenAt: LessThan(old) });
  }

  async remove(id: number): Promise<void> {
    await this.db.manager.delete(BackupEntity, { id });
  }

  /** The backup that is being made, or is wanted. */
  run(tx: EntityManager = this.db.manager): Promise<BackupRunEntity> {
    return tx.findOneByOrFail(BackupRunEntity, { id: 1 });
  }

  async setRun(tx: EntityManager, run: Partial<Omit<BackupRunEntity, 'id'>>): Promise<void> {
    await tx.update(BackupRunEntity, { id: 1 }, run);
  }

  /** True while a game is in progress. */
  gameOn(): Promise<boolean> {
    return this.db.manager.existsBy(GameEntity, { state: 'in' });
  }
}

function verifiedOf({
  id,
  name,
  takenAt,
  bytes,
  rows,
  verifiedAt,
  ...row
}: BackupEntity): VerifiedBackup | null {
  if (name === null || bytes === null || rows === null || verifiedAt === null) return null;
  return { id, name, takenAt, bytes, rows, verifiedAt, secretFingerprint: row.secretFingerprint };
}
