import { resolve } from 'node:path';
import { ConfigError } from '../../config/config-error.js';

export interface S3Place {
  readonly kind: 's3';
  readonly bucket: string;
  /** null: Amazon S3 */
  readonly endpoint: string | null;
  readonly region: string;
  /** null: the AWS SDK looks for credentials in its usual places */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

export type StoragePlace = { readonly kind: 'folder'; readonly folder: string } | S3Place;

const DEFAULT_REGION = 'us-east-1';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The variables that name a place. */
type PlaceVariable = 'STORAGE_URL' | 'BACKUP_URL';

/**
 * Parses `STORAGE_URL` or `BACKUP_URL`: `file:<dir>` or `s3://[key:secret@]bucket[?endpoint=…&region=…]`.
 * @throws ConfigError that names the variable and contains no secret
 */
export function storagePlace(address: string, variable: PlaceVariable = 'STORAGE_URL'): StoragePlace {
  if (address.startsWith('file:')) return { kind: 'folder', folder: resolve(folderOf(address)) };
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 's3:')
    throw new ConfigError(`${variable} must look like file:<dir> or s3://bucket?…`);
  if (!BUCKET.test(url.hostname)) throw new ConfigError(`${variable} has no valid bucket name`);
  if (url.pathname !== '' && url.pathname !== '/') throw new ConfigError(`${variable}: a bucket has no path`);
  return {
    kind: 's3',
    bucket: url.hostname,
    endpoint: endpointOf(url.searchParams.get('endpoint'), variable),
    region: url.searchParams.get('region') || DEFAULT_REGION,
    credentials:
      url.username === ''
        ? null
        : {
            accessKeyId: decodeURIComponent(url.username),
            secretAccessKey: decodeURIComponent(url.password),
          },
  };
}

/** Accepts `file:reports`, `file:/var/reports` and `file:///var/reports`. */
function folderOf(address: string): string {
  const folder = address.slice('file:'.length);
  return folder.startsWith('//') ? decodeURIComponent(new URL(address).pathname) : folder;
}

function endpointOf(endpoint: string | null, variable: PlaceVariable): string | null {
  if (endpoint === null || endpoint === '') return null;
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    throw new ConfigError(`${variable}: endpoint must be an http(s) address`);
  }
  return endpoint;
}
