/** What the name of a backup says. */
export interface NamedBackup {
  readonly takenAt: Date;
  readonly rows: number;
}

/** Part of the installation's key that names contain, so that several installations can share a place. */
const KEY_LENGTH = 8;

/**
 * Returns the name of a backup, `sunday-live-1a2b3c4d-20261130t214534z-614608.tgz`: installation, moment (UTC) and number
 * of rows. The name alone says enough for rotation, also when the database that made it is lost. A backup gets its name
 * after it was verified.
 */
export function backupName(installation: string, { takenAt, rows }: NamedBackup): string {
  const moment = takenAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase();
  return `sunday-live-${installation.slice(0, KEY_LENGTH)}-${moment}z-${rows}.tgz`;
}

const NAME = /^sunday-live-([0-9a-z]+)-(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z-(\d{1,15})\.tgz$/;

/** Reads the name of a backup; null for every other file, and for backups of other installations. */
export function readBackupName(installation: string, name: string): NamedBackup | null {
  const [, key, year, month, day, hour, minute, second, rows] = NAME.exec(name) ?? [];
  if (key !== installation.slice(0, KEY_LENGTH)) return null;
  const takenAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(takenAt.getTime()) ? null : { takenAt, rows: Number(rows) };
}
