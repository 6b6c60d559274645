import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderStorage } from './folder.storage.js';
import { S3Storage, storagePlace } from './s3.storage.js';
import { DamagedObject, isStorageKey, type Storage } from './storage.js';
import { type S3Server, s3Server } from './testing/s3-server.js';

const bytes = (text: string): Buffer => Buffer.from(text);

/** Every adapter must pass these tests. */
function contract(storage: () => Storage): void {
  const keys = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { key } of storage().list()) found.push(key);
    return found.sort();
  };

  it('returns the written bytes unchanged', async () => {
    const any = fc.uint8Array({ maxLength: 5_000 });
    await fc.assert(
      fc.asyncProperty(any, async (written) => {
        const body = Buffer.from(written);
        const stored = await storage().put('law/any.bin', body);
        expect(stored).toMatchObject({ key: 'law/any.bin', bytes: body.length });
        expect((await storage().get(stored))?.equals(body)).toBe(true);
      }),
      { numRuns: 15 },
    );
    await storage().delete('law/any.bin');
  });

  it('writes a file as it is, lists its size, and leaves the file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sunday-file-')), 'x');
    const body = Buffer.alloc(300_000, 'file');
    writeFileSync(file, body);
    const stored = await storage().putFile('f/x.tgz', file);
    expect(stored.bytes).toBe(body.length);
    expect((await storage().get(stored))?.equals(body)).toBe(true);
    for await (const { key, bytes: size } of storage().list())
      expect([key, size]).toEqual(['f/x.tgz', body.length]);
    await storage().delete('f/x.tgz');
    await expect(storage().putFile('f/x.tgz', `${file}-missing`)).rejects.toThrow('ENOENT');
    expect(await keys()).toEqual([]);
    rmSync(file);
  });

  it('returns null for a key that was never written', async () => {
    expect(await storage().get({ key: 'never/was.json', sha256: '' })).toBeNull();
    await storage().delete('never/was.json');
  });

  it('replaces an object, and a reader sees either the old or the new one, complete', async () => {
    const [small, large] = [Buffer.alloc(1_000, 'a'), Buffer.alloc(400_000, 'b')];
    const [one, two] = [await storage().put('r/x.json', small), await storage().put('r/x.json', large)];
    const rounds = Array.from({ length: 10 }, async (_, n) => {
      await storage().put('r/x.json', n % 2 === 0 ? small : large);
      const seen = await Promise.allSettled([storage().get(one), storage().get(two)]);
      // a read returns the object of its checksum, or is refused because the other one is stored; it never returns null
      for (const read of seen) {
        if (read.status === 'rejected') expect(read.reason).toBeInstanceOf(DamagedObject);
        else expect([small.length, large.length]).toContain(read.value?.length);
      }
    });
    await Promise.all(rounds);
    await storage().put('r/x.json', small);
    expect((await storage().get(one))?.equals(small)).toBe(true);
    await storage().delete('r/x.json');
  });

  it('detects that the stored bytes are not the written ones', async () => {
    const stored = await storage().put('d/x.json', bytes('true'));
    await storage().put('d/x.json', bytes('fake'));
    await expect(storage().get(stored)).rejects.toThrow(DamagedObject);
    await storage().delete('d/x.json');
  });

  it('lists stored objects, and deletes them', async () => {
    for (const key of ['a/1.json', 'a/2.json', 'b/1.json']) await storage().put(key, bytes(key));
    expect(await keys()).toEqual(['a/1.json', 'a/2.json', 'b/1.json']);
    for await (const { modifiedAt } of storage().list()) {
      expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(60_000);
    }
    await storage().delete('a/1.json');
    expect(await keys()).toEqual(['a/2.json', 'b/1.json']);
    await Promise.all((await keys()).map((key) => storage().delete(key)));
    expect(await keys()).toEqual([]);
  });

  it.each([
    '../x.json',
    'a/../x.json',
    '/x.json',
    'a//x.json',
    'A/x.json',
    'a/x',
    'a\\x.json',
    '',
    'a/%2e.json',
  ])('refuses a key like %j', async (key) => {
    await expect(storage().put(key, bytes(''))).rejects.toThrow(RangeError);
    await expect(storage().get({ key, sha256: '' })).rejects.toThrow(RangeError);
    await expect(storage().delete(key)).rejects.toThrow(RangeError);
  });
}

describe('storage in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunday-storage-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  contract(() => new FolderStorage(join(folder, 'documents')));

  it('leaves no half-written file, and removes those of processes that died', async () => {
    const own = join(folder, 'own');
    const storage = new FolderStorage(own);
    await storage.put('a/x.json', bytes('{}'));
    expect(readdirSync(join(own, 'a'))).toEqual(['x.json']);
    const [old, fresh] = [join(own, 'a', '.part-old'), join(own, 'a', '.part-fresh')];
    for (const path of [old, fresh]) writeFileSync(path, '');
    utimesSync(old, 1_000, 1_000);
    const listed: string[] = [];
    for await (const { key } of storage.list()) listed.push(key);
    expect(listed).toEqual(['a/x.json']);
    expect(readdirSync(join(own, 'a')).sort()).toEqual(['.part-fresh', 'x.json']);
  });
});

function bucket({ storageUrl }: S3Server, secret = 'S3RVER'): Storage {
  const place = storagePlace(storageUrl.replace(':S3RVER@', `:${secret}@`));
  if (place.kind !== 's3') throw new Error('not a bucket');
  return new S3Storage(place);
}

describe('storage in a bucket', () => {
  let server: S3Server;
  let storage: Storage;
  beforeAll(async () => {
    server = await s3Server();
    storage = bucket(server);
  });
  afterAll(async () => {
    await storage.close();
    await server.stop();
  });
  contract(() => storage);

  it('signs its requests, and is refused with a wrong secret', async () => {
    const strict = await s3Server(true);
    const [friend, stranger] = [bucket(strict), bucket(strict, 'guess')];
    try {
      const stored = await friend.put('a/x.json', bytes('{}'));
      expect((await friend.get(stored))?.toString()).toBe('{}');
      await expect(stranger.put('a/x.json', bytes('[]'))).rejects.toThrow(/signature/i);
      await expect(stranger.get(stored)).rejects.toThrow(/signature/i);
    } finally {
      await Promise.all([friend.close(), stranger.close()]);
      await strict.stop();
    }
  });
});

describe('keys', () => {
  it('law: no key leaves its folder, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '/', '\\', '%', '-', '0') }), (text) => {
        if (!isStorageKey(text)) return;
        expect(join('/root', text)).toBe(`/root/${text}`);
      }),
    );
  });
});
