import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.js';
import { ConfigError } from '../../config/variables.js';
import { BackupPlace } from './backup-place.js';

const place = (BACKUP_URL: string, STORAGE_URL?: string): BackupPlace =>
  new BackupPlace(readConfig({ SESSION_SECRET: 'sixteen characters and more', BACKUP_URL, STORAGE_URL }));

describe('BACKUP_URL', () => {
  it('names a folder or a bucket, shown without credentials', () => {
    expect(place('file:/backups').words).toBe('folder /backups');
    expect(place('s3://key:secret@backups').words).toBe('bucket backups');
    expect(place('').storage).toBeNull();
  });

  it('may be beside the reports', () => {
    const beside = join(resolve('var'), 'backups');
    expect(place(`file:${beside}`).words).toBe(`folder ${beside}`);
    expect(place('s3://backups', 's3://reports').words).toBe('bucket backups');
  });

  it.each([
    ['file:var/reports', undefined],
    ['file:var/reports/backups', undefined],
    ['file:var', undefined],
    ['s3://reports', 's3://key:secret@reports'],
  ])('%s is refused where reports are: their storage is swept', (backups, reports) => {
    expect(() => place(backups, reports)).toThrow(ConfigError);
    expect(() => place(backups, reports)).toThrow(/BACKUP_URL and STORAGE_URL/);
  });
});
