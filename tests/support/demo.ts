import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endsWithUs, ownDatabase } from '@sunday-live/testing';

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const READY = /listening on (\S+)[\s\S]*demo player (\S+) (\S+)[\s\S]*demo admin (\S+) (\S+)/;

export interface Demo {
  readonly url: string;
  readonly player: Account;
  readonly admin: Account;
  close(): Promise<void>;
}

interface Account {
  readonly email: string;
  readonly password: string;
}

/** Starts the demo as `npm start` does, on its own database: a season of 62 players, and a replayed Sunday. */
export async function startDemo(): Promise<Demo> {
  const database = await ownDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'sunday-demo-'));
  const child = spawn(process.execPath, [START, '--speed', '30'], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithUs(child);
  const exited = once(child, 'exit');
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = READY.exec(said);
      if (match) resolve(match);
    });
    child.once('exit', (code) => reject(new Error(`the demo stopped with ${code}:\n${said}`)));
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const [, url = '', email = '', password = '', adminEmail = '', adminPassword = ''] = found;
  return {
    url,
    player: { email, password },
    admin: { email: adminEmail, password: adminPassword },
    close,
  };
}
