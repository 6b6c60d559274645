import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AlertsService } from '../alerts/alerts.service.js';
import type { NamedBackup } from './backup-name.js';
import { isShrunk } from './rotation.js';
import { ALERT_HOURS, ageHours } from './schedule.js';

const PREFIX = 'backups/';
const FAILED = `${PREFIX}failed`;
const OLD = `${PREFIX}age`;
const SHRUNK = `${PREFIX}rows`;

/** Alerts about backups. They end by themselves with the next good one. */
@Injectable()
export class BackupAlerts {
  constructor(private readonly alerts: AlertsService) {}

  failed(tx: EntityManager, reason: string): Promise<void> {
    return this.alerts.raise(tx, {
      key: FAILED,
      title: 'A backup failed',
      message: `It says: ${reason}\nEarlier backups are untouched. The next attempt is an hour later; "Back up now" makes one at once.`,
    });
  }

  /** Raises an alert when the newest verified backup is too old. */
  async checkAge(tx: EntityManager, takenAt: Date, now: Date): Promise<void> {
    if (ageHours(takenAt, now) < ALERT_HOURS) return;
    await this.alerts.raiseOnce(tx, {
      key: OLD,
      title: `No verified backup for ${ALERT_HOURS} hours`,
      message: `The newest one is of ${takenAt.toISOString()}.\nCheck that a worker runs, and why the last attempt failed.`,
    });
  }

  /**
   * Ends the alerts that a good backup ends, and compares its size with the others.
   * @param before the verified backups before it, newest first
   */
  async succeeded(tx: EntityManager, made: NamedBackup, before: readonly NamedBackup[]): Promise<void> {
    await this.alerts.clear(tx, FAILED);
    await this.alerts.clear(tx, OLD);
    const [previous] = before;
    if (previous !== undefined && isShrunk(made, previous)) {
      await this.alerts.raise(tx, {
        key: SHRUNK,
        title: 'A backup has less than half of the rows of the one before',
        message:
          `${made.rows} rows at ${made.takenAt.toISOString()}, ${previous.rows} at ${previous.takenAt.toISOString()}.\n` +
          'If nobody deleted that much on purpose, restore the earlier one. It is kept in any case.',
      });
    } else if (!before.some((older) => isShrunk(made, older))) await this.alerts.clear(tx, SHRUNK);
  }

  /** Ends all alerts, because no backups are scheduled any more. */
  endAll(tx: EntityManager): Promise<void> {
    return this.alerts.clearOthers(tx, PREFIX, []);
  }
}
