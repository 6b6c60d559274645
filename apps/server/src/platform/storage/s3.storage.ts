import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { ConfigError } from '../../config/variables.js';
import { fileDigest } from '../file-hash.js';
import { isStorageKey, type ListedObject, Storage } from './storage.js';

interface S3Place {
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

/** Only the type: the library is large, and is loaded only when a bucket is configured. */
type Library = typeof import('@aws-sdk/client-s3');

const TRIES = 3;
const CONNECT_LIMIT_MS = 5_000;
const REQUEST_LIMIT_MS = 30_000;

/** Storage in a bucket of S3 or of a compatible server. */
export class S3Storage extends Storage {
  private opened: Promise<{ library: Library; client: S3Client }> | null = null;

  /** @param requestLimitMs time limit of one request, the transfer included */
  constructor(
    private readonly place: S3Place,
    private readonly requestLimitMs = REQUEST_LIMIT_MS,
  ) {
    super();
  }

  async *list(): AsyncIterable<ListedObject> {
    const { library, client } = await this.open();
    const pages = library.paginateListObjectsV2({ client }, { Bucket: this.place.bucket });
    for await (const page of pages) {
      for (const { Key: key, LastModified: modifiedAt, Size: bytes = 0 } of page.Contents ?? []) {
        if (key !== undefined && modifiedAt !== undefined && isStorageKey(key))
          yield { key, modifiedAt, bytes };
      }
    }
  }

  async close(): Promise<void> {
    if (this.opened === null) return;
    const { client } = await this.opened;
    client.destroy();
  }

  /**
   * Writes with a single PUT, which is atomic in S3; the digest lets the server refuse bytes that were damaged in
   * transit.
   */
  protected async write(key: string, body: Buffer): Promise<void> {
    const { library, client } = await this.open();
    await client.send(
      new library.PutObjectCommand({
        ...this.at(key),
        Body: body,
        ContentType: 'application/json',
        ContentMD5: createHash('md5').update(body).digest('base64'),
      }),
    );
  }

  /** As `write`: a single PUT, whose digest the server compares. */
  protected async writeFile(key: string, file: string): Promise<void> {
    const { library, client } = await this.open();
    const [{ size }, digest] = await Promise.all([stat(file), fileDigest(file, 'md5')]);
    await client.send(
      new library.PutObjectCommand({
        ...this.at(key),
        Body: createReadStream(file),
        ContentLength: size,
        ContentType: 'application/gzip',
        ContentMD5: digest.toString('base64'),
      }),
    );
  }

  protected async read(key: string): Promise<Buffer | null> {
    const { library, client } = await this.open();
    try {
      const { Body: body } = await client.send(new library.GetObjectCommand(this.at(key)));
      return body === undefined ? null : Buffer.from(await body.transformToByteArray());
    } catch (error) {
      if (error instanceof library.NoSuchKey) return null;
      throw error;
    }
  }

  protected async remove(key: string): Promise<void> {
    const { library, client } = await this.open();
    await client.send(new library.DeleteObjectCommand(this.at(key)));
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: key };
  }

  private open(): Promise<{ library: Library; client: S3Client }> {
    this.opened ??= import('@aws-sdk/client-s3').then((library) => ({
      library,
      client: this.client(library),
    }));
    return this.opened;
  }

  private client(library: Library): S3Client {
    const { endpoint, region, credentials } = this.place;
    return new library.S3Client({
      region,
      // other servers than Amazon's: the bucket in the path, and no trailing checksums, which they may not know
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      // without credentials in the address, the SDK finds AWS_ACCESS_KEY_ID and the like itself
      ...(credentials === null ? {} : { credentials }),
      maxAttempts: TRIES,
      requestHandler: {
        connectionTimeout: CONNECT_LIMIT_MS,
        requestTimeout: this.requestLimitMs,
        // by default the SDK only warns, and keeps waiting
        throwOnRequestTimeout: true,
      },
    });
  }
}
