import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertSchema, queueReportSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { letter, paragraph } from '../../platform/mail/letter.js';
import { MailKinds } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { MAIL_QUEUE } from '../../platform/mail/mail-sender.js';
import { Storage } from '../../platform/storage/storage.js';
import { StorageWatch } from '../../platform/storage/storage-watch.js';
import { Outboxes } from '../../platform/work/outboxes.js';
import {
  type SmtpCatcher,
  smtpCatcher,
  startTestServer,
  type TestServer,
  until,
} from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { OutsideAlerts } from './outside-alerts.js';

const directory = mkdtempSync(join(tmpdir(), 'sunday-outside-'));
/** A file in place of the folder: no user can write below it. */
const folder = join(directory, 'reports');

let smtp: SmtpCatcher;
let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  smtp = await smtpCatcher();
  server = await startTestServer({
    smtpUrl: smtp.url,
    smtpTimeoutMs: 500,
    storageUrl: `file:${folder}`,
  });
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(async () => {
  await server.close();
  await smtp.close();
  rmSync(directory, { recursive: true, force: true });
});

const readiness = async () => {
  const response = await fetch(`${server.url}/readyz`);
  const { parts } = z
    .object({ parts: z.record(z.string(), z.object({ status: z.string(), reason: z.string().optional() })) })
    .parse(await response.json());
  return { status: response.status, parts };
};
const metric = async (line: string): Promise<number> => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.split(' ').at(-1));
};
const alerts = async () =>
  z
    .array(alertSchema)
    .parse((await admin.get('/api/admin/alerts')).body)
    .map(({ key }) => key);
const queue = async (name: string) =>
  z
    .array(queueReportSchema)
    .parse((await admin.get('/api/admin/jobs')).body)
    .find((report) => report.queue === name);
const failing = (service: string) =>
  until(async () => {
    const rows = await server.db.query('SELECT 1 FROM outside_trouble WHERE service = $1', [service]);
    return rows.length > 0;
  });
/** Makes it look as if the service had failed for so long. */
async function forMinutes(minutes: number): Promise<void> {
  await server.db.query(
    'UPDATE outside_trouble SET since = now() - make_interval(mins => $1), times = 10, last_at = now()',
    [minutes],
  );
  await server.app.get(OutsideAlerts, { strict: false }).look();
}

describe('M21 the email server is away', () => {
  it('alert, readiness, metrics and "Queues" say so, and that it is over', async () => {
    await smtp.close();
    server.app.get(MailKinds, { strict: false }).register({
      kind: 'test',
      unasked: false,
      schema: z.object({}),
      write: () => letter({ subject: 'Test', title: 'Test', blocks: [paragraph('Test')] }),
    });
    const outbox = server.app.get(MailOutbox, { strict: false });
    await outbox.enqueue(server.db.manager, [{ kind: 'test', about: '1', to: 'ann@test.example', data: {} }]);
    await failing('email');
    const refused = /ECONNREFUSED|connect/i;
    expect(await readiness()).toMatchObject({
      status: 200,
      parts: { email: { status: 'degraded', reason: expect.stringMatching(refused) } },
    });
    expect(await queue('mails')).toMatchObject({
      waiting: 1,
      lastFailure: { reason: expect.stringMatching(refused) },
    });
    expect(await alerts()).toEqual([]);

    // attempts change due_at; the wait counts from the email's creation
    await server.db.query(
      `UPDATE mail SET wanted_at = now() - interval '20 minutes' WHERE state IN ('queued', 'sending')`,
    );
    await server.db.query('UPDATE mail_server SET retry_at = now()');
    await server.app.get(Outboxes, { strict: false }).sweep(MAIL_QUEUE);
    expect(await metric('mails_oldest_seconds')).toBeGreaterThan(1_190);
    await forMinutes(2);
    expect(await metric('outside_failing_seconds{service="email"}')).toBeGreaterThan(110);
    expect(await alerts()).toEqual(['outside/email']);

    smtp = await smtpCatcher({}, smtp.port);
    await server.db.query('UPDATE mail_server SET retry_at = now()');
    await until(async () => (await readiness()).parts.email?.status === 'ready');
    await server.app.get(OutsideAlerts, { strict: false }).look();
    expect(await alerts()).toEqual([]);
    expect(await metric('outside_failing_seconds{service="email"}')).toBeNaN();
  });
});

describe('report storage is away', () => {
  it('is found at the start already, before anybody asks for a report', async () => {
    const file = join(directory, 'other');
    writeFileSync(file, '');
    const other = await startTestServer({ storageUrl: `file:${file}` });
    try {
      await until(async () => {
        const { parts } = await (await fetch(`${other.url}/readyz`)).json();
        return parts.storage.status === 'degraded' && parts.storage.reason.includes('ENOTDIR');
      });
    } finally {
      await other.close();
    }
  });

  it('alert and readiness say so, and it is looked at until it works', async () => {
    // the start has tried the folder
    await until(async () => existsSync(folder));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    const storage = server.app.get(Storage, { strict: false });
    await expect(storage.put('a/x.json', Buffer.from('{}'))).rejects.toThrow('ENOTDIR');
    await failing('storage writing');
    expect(await readiness()).toMatchObject({
      status: 200,
      parts: { storage: { status: 'degraded', reason: expect.stringContaining('ENOTDIR') } },
    });
    await forMinutes(2);
    expect(await alerts()).toEqual(['outside/storage writing']);

    rmSync(folder);
    await server.app.get(StorageWatch, { strict: false }).look();
    await until(async () => (await readiness()).parts.storage?.status === 'ready');
    await server.app.get(OutsideAlerts, { strict: false }).look();
    expect(await alerts()).toEqual([]);
  });

  it('"Queues" shows why tasks failed, beside the words for the player', async () => {
    await server.db.query(
      `WITH r AS (
         INSERT INTO report (id, kind, league, season, season_type, players, fingerprint)
         VALUES ('r', 'weekly', 'everyone', 2024, 2, '{}', '') RETURNING id
       ) INSERT INTO report_task (id, report, place, player, section, queue, state, finished_at, error, last_error)
         SELECT 't', id, 0, '', 'luck', 'fast', 'failed', now(), 'It could not be worked out.', 'Error: ENOSPC' FROM r`,
    );
    expect(await queue('reports-fast')).toMatchObject({
      failed: 1,
      lastFailure: { reason: 'Error: ENOSPC' },
    });
    expect(await queue('reports-slow')).toMatchObject({ failed: 0, lastFailure: null });
  });
});
