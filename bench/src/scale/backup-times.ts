import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Scratch } from '../harness/scratch.js';
import { startServer } from '../system/server-process.js';
import { newDatabase, REDIS_URL } from '../system/services.js';
import type { ScaleStage } from './stage.js';

const SCRIPTS = new URL('../../../scripts/', import.meta.url).pathname;

/** Seconds of a backup of the whole season, of its restore into an empty database, and of the first starts on it. */
export interface BackupTimes {
  readonly backup: number;
  /** Size of the archive. */
  readonly bytes: number;
  readonly restore: number;
  /** From the start of the process until it listens. */
  readonly firstWeb: number;
  readonly firstWorker: number;
}

/** Runs the commands that operators run. The servers of the stage continue meanwhile. */
export async function backupTimes(scratch: Scratch, { env }: ScaleStage): Promise<BackupTimes> {
  const archive = join(await scratch.folder(), 'backup.tar.gz');
  const restored = {
    ...env,
    DATABASE_URL: await newDatabase(scratch),
    DATA_DIR: await scratch.folder(),
    // the backup's key for channels and queues is that of the stage, whose servers still run
    REDIS_URL: new URL('/1', REDIS_URL).href,
  };
  const backup = await secondsOf(() => run('backup.mjs', archive, env));
  const { size } = await stat(archive);
  const restore = await secondsOf(() => run('restore.mjs', archive, restored));
  const [web, worker] = [
    scratch.keep(await startServer({ ...restored, ROLE: 'web' })),
    scratch.keep(await startServer({ ...restored, ROLE: 'worker' })),
  ];
  await Promise.all([web.stop(), worker.stop()]);
  return {
    backup,
    bytes: size,
    restore,
    firstWeb: web.startMs / 1000,
    firstWorker: worker.startMs / 1000,
  };
}

async function run(script: string, archive: string, env: ScaleStage['env']): Promise<void> {
  await promisify(execFile)(process.execPath, [join(SCRIPTS, script), archive], {
    env: { ...process.env, ...env },
  });
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
