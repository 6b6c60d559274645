import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  type ServerProcess,
  type SmtpCatcher,
  smtpCatcher,
  startProcess,
  type TestDatabase,
  testDatabase,
  until,
} from '../../testing/index.js';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function start({ url: databaseUrl }: TestDatabase, smtp: SmtpCatcher, dataDir: string): ServerProcess {
  const server = startProcess({
    PORT: '0',
    LOG_LEVEL: 'fatal',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '5',
    SMTP_URL: smtp.url,
    FEED_URL: 'http://127.0.0.1:9',
    RATE_LIMITS: 'off',
    SESSION_SECRET: 'a secret that only tests use',
  });
  undo.push(() => kill(server));
  return server;
}

async function kill({ child, exited }: ServerProcess): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}

async function signUp(url: string, email: string): Promise<void> {
  const { status } = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ann', email, password: 'correct horse' }),
  });
  expect(status).toBe(200);
}

it('M3: a process killed before the hand-over, or between it and its record: each email arrives, under one Message-ID', async () => {
  let holding = true;
  let atRecipient = 0;
  const smtp = await smtpCatcher({
    onRcptTo: ({ address }, _session, done) => {
      if (holding && address.startsWith('before')) atRecipient += 1;
      else done();
    },
  });
  undo.push(() => smtp.close());
  smtp.answer = () => (holding ? 'silence' : null);
  const database = await testDatabase();
  undo.push(() => database.drop());
  const dataDir = mkdtempSync(join(tmpdir(), 'sunday-mail-'));
  undo.push(async () => rmSync(dataDir, { recursive: true, force: true }));

  const first = start(database, smtp, dataDir);
  const url = await first.listening();
  await signUp(url, 'before@test.example');
  await signUp(url, 'between@test.example');
  await until(() => atRecipient > 0 && smtp.mails.length > 0);
  await kill(first);
  holding = false;

  const second = start(database, smtp, dataDir);
  await second.listening();
  // ends the leases of the dead attempts
  await database.db.query(`UPDATE mail SET due_at = now() WHERE state IN ('queued', 'sending')`);
  const states = () =>
    database.db.query<{ recipient: string; state: string }[]>(
      'SELECT recipient, state FROM mail ORDER BY recipient',
    );
  await until(async () => (await states()).every(({ state }) => state === 'sent' || state === 'failed'));
  expect(await states()).toEqual([
    { recipient: 'before@test.example', state: 'sent' },
    { recipient: 'between@test.example', state: 'sent' },
  ]);
  const received = new Set(
    smtp.mails.map(({ to, messageId }) => `${Array.isArray(to) ? '' : to?.text} ${messageId}`),
  );
  expect(received.size).toBe(2);
});
