import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adminStatusSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cookieOf,
  signUp,
  startTestServer,
  type TestPlayer,
  type TestServer,
  totpCode,
} from '../testing/index.js';
import { runAdmin } from './admin-cli.js';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/admin.mjs', import.meta.url));

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sunday-cli-e2e-'));
  server = await startTestServer({ role: 'web' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command beside the running server, in an environment of its own. */
async function admin(...args: string[]): Promise<Ended> {
  const said = { out: '', error: '' };
  const code = await runAdmin(
    args,
    {
      out: (text) => {
        said.out += text;
      },
      error: (text) => {
        said.error += text;
      },
    },
    {
      DATA_DIR: folder,
      DATABASE_URL: server.config.databaseUrl ?? '',
      SESSION_SECRET: server.config.sessionSecret,
    },
  );
  return { code, ...said };
}
const post = (path: string, body: unknown, cookie = '') =>
  fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
const signIn = (email: string, password: string) => post('sign-in/email', { email, password });
const me = async ({ cookie }: { cookie: string }) =>
  (await fetch(`${server.url}/api/me`, { headers: { cookie } })).json();
const lastAudit = async () => (await server.db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1'))[0];

describe('accounts from a shell', () => {
  let ann: TestPlayer;
  beforeAll(async () => {
    ann = await signUp(server.url, { name: 'Ann' });
  });

  it('makes an admin, in the audit as "shell" with the reason, and prints JSON when asked', async () => {
    const made = await admin('--json', '--why', 'The first admin left', 'make-admin', ann.email);
    expect(made).toMatchObject({ code: 0, error: '' });
    expect(JSON.parse(made.out)).toMatchObject({ id: ann.id, role: 'admin', verified: true });
    expect(await me(ann)).toMatchObject({ role: 'admin' });
    expect(await lastAudit()).toMatchObject({
      actor: null,
      actor_name: 'shell',
      action: 'user.role',
      before: { role: 'player' },
      after: { role: 'admin' },
      why: 'The first admin left',
    });
  });

  it('keeps the last admin, except by force', async () => {
    const refused = await admin('unmake-admin', ann.email);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.error).toContain('At least one admin must remain');
    expect(await me(ann)).toMatchObject({ role: 'admin' });
    expect(await admin('unmake-admin', '--force', ann.email)).toMatchObject({ code: 0 });
    expect(await me(ann)).toMatchObject({ role: 'player' });
  });

  it('removes a second factor, ends the sessions and writes to the owner', async () => {
    const { totpURI } = await (
      await post('two-factor/enable', { password: ann.password }, ann.cookie)
    ).json();
    const guarded = cookieOf(await post('two-factor/verify-totp', { code: totpCode(totpURI) }, ann.cookie));
    expect(await (await signIn(ann.email, ann.password)).json()).toMatchObject({ twoFactorRedirect: true });
    expect(await admin('reset-second-factor', ann.email)).toMatchObject({ code: 0 });
    expect(await me({ cookie: guarded })).toMatchObject({ code: 'unauthenticated' });
    const again = await signIn(ann.email, ann.password);
    expect(await me({ cookie: cookieOf(again) })).toMatchObject({ secondFactor: 'off' });
    expect(await server.db.query(`SELECT data FROM mail WHERE kind = 'access-reset'`)).toMatchObject([
      { data: { what: 'second-factor' } },
    ]);
    const none = await admin('reset-second-factor', ann.email);
    expect(none).toMatchObject({ code: 1 });
    expect(none.error).toContain('no second factor');
  });

  it('replaces a password, which is printed once and stored nowhere', async () => {
    const { code, out } = await admin('--json', 'reset-password', ann.email);
    expect(code).toBe(0);
    const { password } = JSON.parse(out);
    expect((await signIn(ann.email, ann.password)).status).toBe(401);
    expect((await signIn(ann.email, password)).status).toBe(200);
    const kept = JSON.stringify([
      await server.db.query('SELECT * FROM audit'),
      await server.db.query('SELECT * FROM mail'),
      await server.db.query('SELECT * FROM account'),
    ]);
    expect(kept).not.toContain(password);
  });

  it('says what is wrong: an unknown address, an unknown command', async () => {
    const unknown = await admin('make-admin', 'nobody@test.example');
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.error).toContain('no account has the address nobody@test.example');
    const misused = await admin('make-king', ann.email);
    expect(misused.code).toBe(2);
    expect(misused.error).toContain("unknown command 'make-king'");
    expect((await admin('registration', 'ajar')).code).toBe(2);
  });
});

it('closes the registration, and switches maintenance with its notice', async () => {
  expect(await admin('registration', 'closed')).toMatchObject({ code: 0, error: '' });
  expect(
    (await post('sign-up/email', { name: 'Eve', email: 'eve@test.example', password: 'a long password' }))
      .status,
  ).toBe(403);
  expect(await admin('maintenance', 'on', '--notice', 'Back at noon')).toMatchObject({ code: 0 });
  const status = async () => (await fetch(`${server.url}/api/status`)).json();
  await expect.poll(status, { timeout: 5_000 }).toMatchObject({ maintenance: true, notice: 'Back at noon' });
  expect(await admin('maintenance', 'off')).toMatchObject({ code: 0 });
  await expect.poll(status, { timeout: 5_000 }).toMatchObject({ maintenance: false });
});

it('shows the state of the installation, for people and as the console gets it', async () => {
  const status = adminStatusSchema.parse(JSON.parse((await admin('--json', 'status')).out));
  expect(status).toMatchObject({ versions: { node: process.version }, nodes: [{ role: 'web', behind: 0 }] });
  expect((await admin('status')).out).toContain('0 events behind');
});

it('ends as a process with the exit code, and names the address of a database that cannot be reached', async () => {
  const { code, error } = await new Promise<Pick<Ended, 'code' | 'error'>>((resolve) => {
    const env = {
      PATH: process.env.PATH ?? '',
      DATA_DIR: folder,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      SESSION_SECRET: 'sixteen characters',
    };
    execFile(process.execPath, [SCRIPT, 'users'], { env }, (failure, _out, err) =>
      resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, error: err }),
    );
  });
  expect(code).toBe(1);
  expect(error).toContain('DATABASE_URL');
});
