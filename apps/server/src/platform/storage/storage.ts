import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { fileDigest } from '../file-hash.js';

/** Identifies a written object and lets readers verify its bytes. */
export interface StoredObject {
  readonly key: string;
  /** Digest of the bytes, in hex; readers verify it. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface ListedObject {
  readonly key: string;
  readonly modifiedAt: Date;
  readonly bytes: number;
}

/** The two accesses are watched apart, since one can fail alone: a full disk can still be read. */
export type StorageAccess = 'reading' | 'writing';

/** @param error null: the access succeeded */
export type StorageListener = (access: StorageAccess, error: unknown) => void;

/**
 * Stores documents in a folder or a bucket. Keys are made by the server, never from input: groups of lower-case
 * letters, digits and hyphens, separated by `/`, with one extension.
 */
export abstract class Storage {
  private heard: StorageListener = () => undefined;

  /** Registers the one listener that is called after every access. */
  onAccess(listener: StorageListener): void {
    this.heard = listener;
  }

  /** Writes an object atomically: readers see either the old or the new one, even if the process dies. */
  async put(key: string, body: Buffer): Promise<StoredObject> {
    demandKey(key);
    await this.noted('writing', this.write(key, body));
    return { key, sha256: sha256Of(body), bytes: body.length };
  }

  /** Writes a file as an object, as `put` does, without reading it into memory. */
  async putFile(key: string, file: string): Promise<StoredObject> {
    demandKey(key);
    const { size } = await stat(file);
    await this.noted('writing', this.writeFile(key, file));
    return { key, sha256: (await fileDigest(file, 'sha256')).toString('hex'), bytes: size };
  }

  /**
   * Reads an object's bytes; null when it does not exist.
   * @throws DamagedObject when the digest does not match
   */
  async get({ key, sha256 }: Pick<StoredObject, 'key' | 'sha256'>): Promise<Buffer | null> {
    demandKey(key);
    const body = await this.noted('reading', this.read(key));
    if (body !== null && sha256Of(body) !== sha256) throw new DamagedObject(key);
    return body;
  }

  /** Deletes an object. Deleting a missing one is no error. */
  async delete(key: string): Promise<void> {
    demandKey(key);
    await this.noted('writing', this.remove(key));
  }

  private async noted<T>(access: StorageAccess, work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      this.heard(access, null);
      return result;
    } catch (error) {
      this.heard(access, error);
      throw error;
    }
  }

  /** Lists every complete object, in no particular order. */
  abstract list(): AsyncIterable<ListedObject>;
  /** Closes all connections. */
  abstract close(): Promise<void>;

  protected abstract write(key: string, body: Buffer): Promise<void>;
  /** The written bytes are compared with those of the file. */
  protected abstract writeFile(key: string, file: string): Promise<void>;
  protected abstract read(key: string): Promise<Buffer | null>;
  protected abstract remove(key: string): Promise<void>;
}

/** The stored bytes do not match the digest of the written ones. */
export class DamagedObject extends Error {
  override readonly name = 'DamagedObject';

  constructor(key: string) {
    super(`the stored object ${key} is damaged`);
  }
}

const KEY = /^(?:[a-z0-9-]{1,64}\/){0,4}[a-z0-9-]{1,80}\.[a-z]{1,8}$/;

export function isStorageKey(text: string): boolean {
  return KEY.test(text);
}

function demandKey(key: string): void {
  if (!isStorageKey(key)) throw new RangeError(`not a valid storage key: ${JSON.stringify(key)}`);
}

function sha256Of(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
