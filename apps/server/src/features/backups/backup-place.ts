import { relative } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { ConfigError } from '../../config/variables.js';
import { FolderStorage } from '../../platform/storage/folder.storage.js';
import { S3Storage, type StoragePlace, storagePlace } from '../../platform/storage/s3.storage.js';
import type { Storage } from '../../platform/storage/storage.js';

/** A backup is one request, and may have to pass a slow line. */
const UPLOAD_LIMIT_MS = 3_600_000;

/** Where scheduled backups are. @throws ConfigError for a BACKUP_URL within STORAGE_URL, or the other way round */
@Injectable()
export class BackupPlace implements OnApplicationShutdown {
  /** null: no backups are scheduled. */
  readonly storage: Storage | null;
  /** The place in words, without credentials. */
  readonly words: string | null;

  constructor(@Inject(CONFIG) { backups, storageUrl }: Config) {
    const place = backups.url === null ? null : storagePlace(backups.url, 'BACKUP_URL');
    if (place !== null) demandApart(place, storagePlace(storageUrl));
    this.storage = place && storageAt(place);
    this.words = place && (place.kind === 'folder' ? `folder ${place.folder}` : `bucket ${place.bucket}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.storage?.close();
  }
}

function storageAt(place: StoragePlace): Storage {
  // one process of the cluster writes at a time, so an unfinished file was left by one that died
  return place.kind === 'folder' ? new FolderStorage(place.folder, 0) : new S3Storage(place, UPLOAD_LIMIT_MS);
}

/** Objects that no report knows are removed from the storage of reports, so backups must be elsewhere. */
function demandApart(backups: StoragePlace, reports: StoragePlace): void {
  if (!overlap(backups, reports)) return;
  throw new ConfigError(
    'BACKUP_URL and STORAGE_URL must be apart: unknown files are removed from the storage of reports',
  );
}

function overlap(a: StoragePlace, b: StoragePlace): boolean {
  if (a.kind === 's3') return b.kind === 's3' && a.bucket === b.bucket && a.endpoint === b.endpoint;
  return b.kind === 'folder' && (isWithin(a.folder, b.folder) || isWithin(b.folder, a.folder));
}

function isWithin(inner: string, outer: string): boolean {
  return !relative(outer, inner).startsWith('..');
}
