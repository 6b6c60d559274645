import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create, extract } from 'tar';
import { z } from 'zod';
import { ConfigError } from '../../../config/variables.js';
import { fileDigest } from '../../file-hash.js';

const MANIFEST = 'manifest.json';
/**
 * Signs sessions and seals second factors. Without it, everybody is signed out of a restored database, and second
 * factors are lost.
 */
export const SECRET_FILE = 'session-secret';
const FORMAT = 1;

const tableSchema = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int(),
  /** SHA-256 of the table's file, in hex */
  sha256: z.string(),
});

/** Manifest of a backup. Each table is one file beside it, `<name>.copy`, in PostgreSQL's COPY text format. */
export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** by the database's clock, ISO 8601 */
  takenAt: z.string(),
  /** names of the applied migrations, oldest first */
  migrations: z.array(z.string()),
  /** referenced tables come before those that refer to them */
  tables: z.array(tableSchema),
  /** SHA-256 of the file with the session secret; null: there is none. Absent in older archives. */
  secretSha256: z.string().nullish(),
  /** Names the session secret that the data needs, wherever it is kept; `secretFingerprint`. Absent in older archives. */
  secretFingerprint: z.string().nullish(),
  /** Position of the slate log's end. Absent in older archives. */
  logHead: z.number().int().nullish(),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type BackedUpTable = z.infer<typeof tableSchema>;

/** Path of a table's rows in an unpacked backup. */
export const tableFile = (folder: string, table: string): string => join(folder, `${table}.copy`);

/** Computes the hash of a table's file, as in the manifest. */
export async function fileHash(file: string): Promise<string> {
  return (await fileDigest(file, 'sha256')).toString('hex');
}

/** Computes the hash of a folder's session secret; null when there is none. */
export async function secretHash(folder: string): Promise<string | null> {
  const file = join(folder, SECRET_FILE);
  return existsSync(file) ? fileHash(file) : null;
}

/** Packs a folder of table files with its manifest. The archive appears complete or not at all. */
export async function pack(
  folder: string,
  manifest: Omit<Manifest, 'format'>,
  archive: string,
): Promise<void> {
  await writeFile(join(folder, MANIFEST), JSON.stringify({ format: FORMAT, ...manifest }, null, 2));
  const draft = `${archive}.${process.pid}.tmp`;
  try {
    // the manifest first, so that it can be read without the rest
    const others = (await readdir(folder)).filter((name) => name !== MANIFEST);
    await create({ gzip: true, file: draft, cwd: folder, portable: true, mode: 0o600 }, [
      MANIFEST,
      ...others,
    ]);
    await rename(draft, archive);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Unpacks a backup and verifies every table's file and the session secret by the manifest.
 * @throws ConfigError when the file is no backup, or is damaged
 */
export async function unpack(archive: string, folder: string): Promise<Manifest> {
  const manifest = await readArchive(archive, folder);
  for (const table of manifest.tables) {
    const file = tableFile(folder, table.name);
    const there = dirname(file) === folder && (await stat(file).catch(() => null)) !== null;
    if (!there || (await fileHash(file)) !== table.sha256) {
      throw new ConfigError(`${archive} is damaged: table ${table.name} does not match its checksum`);
    }
  }
  const { secretSha256 } = manifest;
  if (secretSha256 !== undefined && (await secretHash(folder)) !== secretSha256) {
    throw new ConfigError(`${archive} is damaged: the session secret does not match its checksum`);
  }
  return manifest;
}

async function readArchive(archive: string, folder: string): Promise<Manifest> {
  try {
    await extract({ file: archive, cwd: folder, strict: true, filter: (path) => !path.includes('/') });
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch (error) {
    throw new ConfigError(
      `${archive} is not a backup of Sunday Live: ${error instanceof Error ? error.message : error}`,
    );
  }
}
