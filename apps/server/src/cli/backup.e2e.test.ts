import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerProcess, startProcess } from '../testing/server-process.js';
import { signUp } from '../testing/sign-up.js';

const run = promisify(execFile);
const script = (name: string): string =>
  fileURLToPath(new URL(`../../../../scripts/${name}.mjs`, import.meta.url));

let folder: string;
const processes: ServerProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sunday-backup-e2e-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const { child, exited } of processes) {
    child.kill('SIGTERM');
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
});

const environment = (data: string) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  DATA_DIR: join(folder, data),
  PORT: '0',
  FEED_URL: 'http://127.0.0.1:9',
});

async function serve(data: string): Promise<string> {
  const server = startProcess(environment(data));
  processes.push(server);
  return server.listening();
}

const command = (name: string, data: string, ...args: string[]) =>
  run(process.execPath, [script(name), ...args], { env: environment(data) });

const whoAmI = async (url: string, cookie: string): Promise<unknown> =>
  (await fetch(`${url}/api/me`, { headers: { cookie } })).json();

it('moves an installation to another folder: taken while it runs, restored there, sessions included', async () => {
  const archive = join(folder, 'kept', 'all.tar.gz');
  const url = await serve('old');
  const { cookie, id } = await signUp(url, { name: 'Ann' });
  expect((await command('backup', 'old', archive)).stdout).toContain(archive);
  await expect(command('restore', 'old', archive)).rejects.toThrow(/in use by process/);

  expect((await command('restore', 'new', archive)).stdout).toMatch(
    /restored \d+ rows of \d+ tables .* new epoch.* 0 emails, 0 notifications/,
  );
  const restored = await serve('new');
  expect(await whoAmI(restored, cookie)).toMatchObject({ id, name: 'Ann' });
});
