import { createHash } from 'node:crypto';

/** What was written: enough to find it again and to know that it is whole. */
export interface StoredObject {
  readonly key: string;
  /** Of the bytes, in hex: what readers check them against. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface ListedObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

/** What may fail by itself: a full disk still reads. */
export type StorageAccess = 'reading' | 'writing';

/** @param error null: it went well */
export type StorageListener = (access: StorageAccess, error: unknown) => void;

/**
 * Where documents lie: a folder or a bucket. Keys are made by the server, never from input: groups of lower-case letters,
 * digits and hyphens, divided by `/`, with one extension.
 */
export abstract class Storage {
  private heard: StorageListener = () => undefined;

  /** Tells this one listener of every access. */
  onAccess(listener: StorageListener): void {
    this.heard = listener;
  }

  /** Writes an object whole: a reader sees the former one or this one, whenever the process dies. */
  async put(key: string, body: Buffer): Promise<StoredObject> {
    demandKey(key);
    await this.noted('writing', this.write(key, body));
    return { key, sha256: sha256Of(body), bytes: body.length };
  }

  /**
   * The bytes that were written; null when there is no such object.
   * @throws DamagedObject when they are not what was written
   */
  async get({ key, sha256 }: Pick<StoredObject, 'key' | 'sha256'>): Promise<Buffer | null> {
    demandKey(key);
    const body = await this.noted('reading', this.read(key));
    if (body !== null && sha256Of(body) !== sha256) throw new DamagedObject(key);
    return body;
  }

  /** Removes an object; one that is gone already is fine. */
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

  /** Every whole object, in no order. */
  abstract list(): AsyncIterable<ListedObject>;
  /** Lets go of connections. */
  abstract close(): Promise<void>;

  protected abstract write(key: string, body: Buffer): Promise<void>;
  protected abstract read(key: string): Promise<Buffer | null>;
  protected abstract remove(key: string): Promise<void>;
}

/** What is stored is not what was written. */
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
  if (!isStorageKey(key)) throw new RangeError(`no key for storage: ${JSON.stringify(key)}`);
}

function sha256Of(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
