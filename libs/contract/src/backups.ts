import { whySchema } from './admin.js';
import { z } from './zod.js';

/** A verified backup, or an attempt that failed. */
export const backupSchema = z.object({
  id: z.int(),
  /** Name of the file or object; null: the attempt failed. */
  name: z.nullable(z.string()),
  /** The moment whose data it contains; of a failed attempt its start. */
  takenAt: z.string(),
  bytes: z.nullable(z.int()),
  /** Rows of all tables. */
  rows: z.nullable(z.int()),
  /** When its restore into a scratch database was compared with it; null: the attempt failed. */
  verifiedAt: z.nullable(z.string()),
  /** Fingerprint of the session secret that its data needs; null: not known. */
  secretFingerprint: z.nullable(z.string()),
  /** Why the attempt failed. */
  problem: z.nullable(z.string()),
});
export type Backup = z.infer<typeof backupSchema>;

/** The newest verified backup. */
export const lastBackupSchema = z.object({
  name: z.string(),
  takenAt: z.string(),
  verifiedAt: z.string(),
  bytes: z.int(),
});
export type LastBackup = z.infer<typeof lastBackupSchema>;

/** Scheduled backups and their schedule. */
export const backupsSchema = z.object({
  /** Where they are, without credentials; null: `BACKUP_URL` is not set, so none are made. */
  place: z.nullable(z.string()),
  everyHours: z.int(),
  keep: z.int(),
  /** When the next one is due; games in progress delay it. null: `BACKUP_URL` is not set. */
  next: z.nullable(z.string()),
  last: z.nullable(lastBackupSchema),
  /** Age of the last one in whole hours, by the server's clock. */
  ageHours: z.nullable(z.int()),
  /** Fingerprint of the session secret in use. */
  secretFingerprint: z.string(),
  /** The backup that is being made, or that waits for a worker; null: none. */
  running: z.nullable(
    z.object({ since: z.string(), step: z.enum(['waiting', 'writing', 'checking', 'storing']) }),
  ),
  /** Verified ones and recent failures, newest first. */
  backups: z.array(backupSchema),
});
export type Backups = z.infer<typeof backupsSchema>;

export const backupRequestSchema = z.strictObject({ why: z.optional(whySchema) });
export type BackupRequest = z.infer<typeof backupRequestSchema>;
