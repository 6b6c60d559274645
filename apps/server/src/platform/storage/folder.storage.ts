import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileDigest } from '../file-hash.js';
import { DamagedObject, isStorageKey, type ListedObject, Storage } from './storage.js';

/** Prefix of files that are still being written; keys cannot contain it. */
const UNFINISHED = '.part-';
/** An unfinished file this old was left by a process that died. */
const ABANDONED_MS = 3_600_000;

/** Storage in files under one folder. */
export class FolderStorage extends Storage {
  /**
   * @param folder absolute path; created when the first object is written
   * @param abandonedMs an unfinished file this old is removed by the next listing; 0 where only one process writes
   */
  constructor(
    private readonly folder: string,
    private readonly abandonedMs = ABANDONED_MS,
  ) {
    super();
  }

  async *list(): AsyncIterable<ListedObject> {
    const folder = await opendir(this.folder, { recursive: true }).catch(orNull);
    if (folder === null) return;
    for await (const entry of folder) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(orNull);
      if (found === null) continue;
      const key = relative(this.folder, path).split(sep).join('/');
      if (isStorageKey(key)) yield { key, modifiedAt: found.mtime, bytes: found.size };
      else if (this.isAbandoned(entry.name, found.mtime)) await rm(path, { force: true });
    }
  }

  async close(): Promise<void> {}

  protected write(key: string, body: Buffer): Promise<void> {
    return this.replace(key, async (unfinished) => {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        await file.writeFile(body);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  protected writeFile(key: string, source: string): Promise<void> {
    return this.replace(key, async (unfinished) => {
      await copyFile(source, unfinished);
      const file = await open(unfinished, 'r+');
      try {
        await file.chmod(0o600);
        await file.sync();
      } finally {
        await file.close();
      }
      const [wanted, written] = await Promise.all(
        [source, unfinished].map((path) => fileDigest(path, 'sha256')),
      );
      if (written === undefined || !wanted?.equals(written)) throw new DamagedObject(key);
    });
  }

  protected read(key: string): Promise<Buffer | null> {
    return readFile(join(this.folder, key)).catch(orNull);
  }

  protected async remove(key: string): Promise<void> {
    await rm(join(this.folder, key), { force: true });
  }

  /** Writes to a temporary file and renames it, so that a crash never leaves half an object. @param fill writes and flushes it */
  private async replace(key: string, fill: (unfinished: string) => Promise<void>): Promise<void> {
    const path = join(this.folder, key);
    const folder = dirname(path);
    await mkdir(folder, { recursive: true });
    const unfinished = join(folder, `${UNFINISHED}${randomUUID()}`);
    try {
      await fill(unfinished);
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await flushFolder(folder);
  }

  private isAbandoned(name: string, modifiedAt: Date): boolean {
    return name.startsWith(UNFINISHED) && Date.now() - modifiedAt.getTime() >= this.abandonedMs;
  }
}

/**
 * Flushes a folder, without which a renamed file is not durable. Some systems cannot do that; the error is ignored
 * there.
 */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Returns null for a missing file, and throws every other error. */
function orNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
