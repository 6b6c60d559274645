import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isStorageKey } from '../../platform/storage/storage.js';
import { backupName, readBackupName } from './backup-name.js';

const INSTALLATION = '1a2b3c4d5e6f78901a2b3c4d5e6f7890';

it('B5 the name of a backup says its moment and rows', () => {
  const named = { takenAt: new Date('2026-11-30T21:45:34Z'), rows: 614608 };
  expect(backupName(INSTALLATION, named)).toBe('sunday-live-1a2b3c4d-20261130t214534z-614608.tgz');
});

it('law: a name is a key of the storage, and is read as it was written', () => {
  const moments = fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, fc.nat(), (moment, rows) => {
      const takenAt = new Date(Math.floor(moment.getTime() / 1000) * 1000);
      const name = backupName(INSTALLATION, { takenAt, rows });
      expect(isStorageKey(name)).toBe(true);
      expect(readBackupName(INSTALLATION, name)).toEqual({ takenAt, rows });
    }),
  );
});

it.each([
  'sunday-live-ffffffff-20261130t214534z-614608.tgz',
  'sunday-live-1a2b3c4d-20261330t214534z-614608.tgz',
  'sunday-live-1a2b3c4d-20261130t214534z.tgz',
  'sunday.tar.gz',
  'x/sunday-live-1a2b3c4d-20261130t214534z-614608.tgz',
])('%s is no backup of this installation', (name) => {
  expect(readBackupName(INSTALLATION, name)).toBeNull();
});
