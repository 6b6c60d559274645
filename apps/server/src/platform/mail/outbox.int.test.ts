import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  hasRedisServer,
  type PrivateRedis,
  privateRedis,
  type SmtpCatcher,
  smtpCatcher,
  startTestServer,
  type TestServer,
  until,
  withoutRedis,
} from '../../testing/index.js';
import { claimRow, endRow, keepRow, releaseRow, removeRow, repeatRow } from '../work/outbox.sql.js';
import { Outboxes } from '../work/outboxes.js';
import { letter, paragraph } from './letter.js';
import { MAILS } from './mail.sql.js';
import { MailKinds } from './mail-kind.js';
import { KEPT_DAYS, KEPT_DAYS_OF_NOBODY, MailOutbox, MailRetention, type NewMail } from './mail-outbox.js';
import { AT_ONCE, MAIL_QUEUE, MailSender } from './mail-sender.js';

let smtp: SmtpCatcher;
let server: TestServer;
let outbox: MailOutbox;

const register = ({ app }: TestServer): MailOutbox => {
  app.get(MailKinds, { strict: false }).register({
    kind: 'test',
    unasked: false,
    schema: z.object({ text: z.string(), link: z.string().optional(), name: z.string().optional() }),
    write: ({ text, link, name }) =>
      letter({ subject: text, title: text, blocks: [paragraph(`${name ?? ''} ${link ?? ''}`)] }),
  });
  return app.get(MailOutbox, { strict: false });
};

beforeAll(async () => {
  smtp = await smtpCatcher();
  server = await startTestServer({ smtpUrl: smtp.url, smtpTimeoutMs: 2_000 });
  outbox = register(server);
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.answer = () => null;
});

let count = 0;
const aMail = (given: Partial<NewMail> = {}): NewMail => {
  count += 1;
  return {
    kind: 'test',
    about: `${count}`,
    to: 'ann@test.example',
    data: { text: `mail ${count}` },
    ...given,
  };
};

interface Row {
  state: string;
  attempts: number;
  last_error: string | null;
  sealed: boolean;
}

async function rowOf({ about }: NewMail, db: DataSource = server.db): Promise<Row | undefined> {
  const [row] = await db.query<Row[]>(
    'SELECT state, attempts, last_error, secret IS NOT NULL AS sealed FROM mail WHERE key = $1',
    [`test:${about}`],
  );
  return row;
}
const inState = (mail: NewMail, state: string, db: DataSource = server.db) =>
  until(async () => {
    const row = await rowOf(mail, db);
    return row?.state === state && row;
  });
/** Ends the pause before the next attempt, or the lease of the present one. */
async function later(): Promise<void> {
  await server.db.query(`UPDATE mail SET due_at = now() WHERE state IN ('queued', 'sending')`);
  await server.app.get(Outboxes, { strict: false }).sweep(MAIL_QUEUE);
}

describe('M1: storing', () => {
  it('belongs to the transaction: what is rolled back is not sent, what is committed is', async () => {
    const [undone, done] = [aMail(), aMail()];
    await expect(
      server.db.transaction(async (tx) => {
        await outbox.enqueue(tx, [undone]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await server.db.transaction(async (tx) => {
      await outbox.enqueue(tx, [done]);
    });
    await inState(done, 'sent');
    expect(await rowOf(undone)).toBeUndefined();
    expect(smtp.mails.map(({ subject }) => subject)).toEqual([done.data && Object(done.data).text]);
  });

  it('the same mail again is the same mail, also when several ask at once', async () => {
    const mail = aMail();
    const added = await Promise.all(
      Array.from({ length: 8 }, () => outbox.enqueue(server.db.manager, [mail])),
    );
    expect(added.reduce((sum, each) => sum + each)).toBe(1);
    await inState(mail, 'sent');
    expect(await outbox.enqueue(server.db.manager, [mail])).toBe(0);
    const next = aMail();
    await outbox.enqueue(server.db.manager, [next]);
    await inState(next, 'sent');
    expect(smtp.mails).toHaveLength(2);
  });

  it('refuses what its kind does not understand, and kinds that nobody writes', async () => {
    await expect(outbox.enqueue(server.db.manager, [aMail({ data: { text: 7 } })])).rejects.toThrow();
    await expect(outbox.enqueue(server.db.manager, [aMail({ kind: 'nothing' })])).rejects.toThrow('nothing');
  });

  it('M8: thousands of players in one statement, each once, gone with the account', async () => {
    await server.db.query(
      `INSERT INTO "user" (id, name, email) SELECT 'bulk' || i, 'Player ' || i, 'bulk' || i || '@test.example'
       FROM generate_series(1, 3000) AS i`,
    );
    const audience = {
      sql: `SELECT id, email, name, "timeZone" FROM "user" WHERE id LIKE $1`,
      params: ['bulk%'],
    };
    const mail = { kind: 'test', about: 'bulk', data: { text: 'to all' } };
    // on a far day, so that three thousand are not sent here
    const add = () =>
      server.db.transaction(async (tx) => {
        const added = await outbox.enqueueToPlayers(tx, mail, audience);
        await tx.query(`UPDATE mail SET due_at = now() + interval '1 day' WHERE key LIKE 'test:bulk:%'`);
        return added;
      });
    expect([await add(), await add()]).toEqual([3000, 0]);
    await server.db.query(`DELETE FROM "user" WHERE id LIKE 'bulk%' AND id <> 'bulk7'`);
    await later();
    await until(() => smtp.mails.length === 1);
    expect(smtp.mails[0]?.text).toContain('Player 7');
    expect(smtp.mails[0]?.to).toMatchObject({ text: 'bulk7@test.example' });
  });
});

describe('M2: sending', () => {
  it('keeps one Message-ID for a mail, whatever the attempt, and another for another mail', async () => {
    const mail = aMail();
    smtp.answer = () => 451;
    await outbox.enqueue(server.db.manager, [mail]);
    await until(async () => (await rowOf(mail))?.last_error);
    smtp.answer = () => null;
    await later();
    await inState(mail, 'sent');
    const other = aMail();
    await outbox.enqueue(server.db.manager, [other]);
    await inState(other, 'sent');
    const [first, second, third] = smtp.mails.map(({ messageId }) => messageId);
    expect(first).toMatch(/^<[0-9a-f]{40}@localhost>$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('M7: what is secret lies in the table sealed, and no longer than it must', async () => {
    const mail = aMail({ secret: { link: 'https://test.example/very-secret-token' } });
    smtp.answer = () => 451;
    await outbox.enqueue(server.db.manager, [mail]);
    await until(async () => (await rowOf(mail))?.last_error);
    expect(await rowOf(mail)).toMatchObject({ state: 'queued', sealed: true });
    const stored = await server.db.query('SELECT mail::text, encode(secret, $1) FROM mail', ['escape']);
    expect(JSON.stringify(stored)).not.toContain('very-secret');
    smtp.answer = () => null;
    await later();
    expect(await inState(mail, 'sent')).toMatchObject({ sealed: false });
    expect(smtp.mails.at(-1)?.text).toContain('very-secret-token');

    const late = aMail({ secret: { link: 'https://test.example/' }, dueAt: new Date(Date.now() + 60_000) });
    await outbox.enqueue(server.db.manager, [late]);
    await server.db.query('UPDATE mail SET valid_until = now() WHERE key = $1', [`test:${late.about}`]);
    expect(await inState(late, 'dropped')).toMatchObject({ sealed: false });
  });

  it('M6: urgent mail overtakes; a mail that comes too late is not sent', async () => {
    const usual = Array.from({ length: 8 }, () => aMail());
    const [late, urgent] = [aMail(), aMail()];
    const rows = [...usual, late, urgent];
    const dueAt = new Date(Date.now() + 60_000);
    await outbox.enqueue(
      server.db.manager,
      rows.map((mail) => ({ ...mail, dueAt })),
    );
    const keys = rows.map(({ about }) => `test:${about}`);
    await server.db.query('UPDATE mail SET priority = 0 WHERE key = $1', [keys.at(-1)]);
    await server.db.query('UPDATE mail SET valid_until = now() WHERE key = $1', [keys.at(-2)]);
    await server.db.query('UPDATE mail SET due_at = now() WHERE key = ANY($1)', [keys]);
    for (const mail of [...usual, urgent]) await inState(mail, 'sent');
    await inState(late, 'dropped');
    const textOf = ({ data }: NewMail): unknown => Object(data).text;
    const subjects = smtp.mails.map(({ subject }) => subject);
    expect([...subjects].sort()).toEqual([...usual, urgent].map(textOf).sort());
    // a process sends a few at once: the one that was taken first may arrive second
    expect(subjects.indexOf(String(textOf(urgent)))).toBeLessThan(AT_ONCE);
  });
});

describe('M4: a failing server', () => {
  it('5xx: tried a few times over hours, then it is for somebody to look at', async () => {
    const mail = aMail();
    smtp.answer = ({ subject }) => (subject === Object(mail.data).text ? 550 : null);
    await outbox.enqueue(server.db.manager, [mail]);
    for (let attempt = 1; attempt < 5; attempt += 1) {
      await until(async () => {
        const row = await rowOf(mail);
        return row?.attempts === attempt && row.last_error;
      });
      const other = aMail();
      await outbox.enqueue(server.db.manager, [other]);
      await inState(other, 'sent');
      await later();
    }
    expect(await inState(mail, 'failed')).toMatchObject({ attempts: 5 });
  });

  it('gone: nothing is lost, nothing is charged to the mails, nobody waits, and it is not besieged', async () => {
    await smtp.close();
    const mails = Array.from({ length: 20 }, () => aMail());
    await outbox.enqueue(server.db.manager, mails);
    await until(async () => {
      const [row] = await server.db.query<{ failures: number }[]>('SELECT failures FROM mail_server');
      return (row?.failures ?? 0) >= 1;
    });
    smtp = await smtpCatcher({}, smtp.port);
    await Promise.all(mails.map((mail) => inState(mail, 'sent')));
    for (const mail of mails) expect(await rowOf(mail)).toMatchObject({ attempts: 1, last_error: null });
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
    expect(smtp.mails).toHaveLength(mails.length);
    await until(async () => {
      const [state] = await server.db.query('SELECT failures, last_error FROM mail_server');
      return state.failures === 0 && state.last_error === null;
    });
  });

  it('M3: silent after the final dot: sent again soon, under the same Message-ID', async () => {
    const mail = aMail();
    smtp.answer = () => 'silence';
    await outbox.enqueue(server.db.manager, [mail]);
    await until(async () => (await rowOf(mail))?.last_error);
    smtp.answer = () => null;
    expect(await inState(mail, 'sent')).toMatchObject({ last_error: null });
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(smtp.mails.length).toBeGreaterThan(1);
  });

  it('M4: an email that the server never confirms waits longer each time, and the others are sent', async () => {
    const mail = aMail();
    smtp.answer = ({ subject }) => (subject === Object(mail.data).text ? 'silence' : null);
    await outbox.enqueue(server.db.manager, [mail]);
    await until(async () => {
      await server.db.query('UPDATE mail_server SET retry_at = now()');
      const row = await rowOf(mail);
      return row?.attempts === 3 && row.state === 'queued';
    });
    const [{ wait }] = await server.db.query(
      `SELECT extract(epoch FROM due_at - now())::float AS wait FROM mail WHERE key = $1`,
      [`test:${mail.about}`],
    );
    expect(wait).toBeGreaterThan(60);
    const next = aMail();
    await outbox.enqueue(server.db.manager, [next]);
    await inState(next, 'sent');
    await server.db.query(`DELETE FROM mail WHERE key = $1`, [`test:${mail.about}`]);
  });
});

describe('M3: attempts that die', () => {
  const claimed = async (mail: NewMail) => {
    await outbox.enqueue(server.db.manager, [{ ...mail, dueAt: new Date(Date.now() + 60_000) }]);
    await server.db.query('UPDATE mail SET due_at = now(), priority = -1 WHERE key = $1', [
      `test:${mail.about}`,
    ]);
    const taken = await claimRow(server.db.manager, MAILS, 60_000);
    expect(taken?.key).toBe(`test:${mail.about}`);
    if (taken === null) throw new Error('not claimed');
    return taken;
  };

  it('are repeated after their lease, and an attempt that wakes up later writes nothing', async () => {
    const mail = aMail();
    const taken = await claimed(mail);
    await later();
    await inState(mail, 'sent');
    expect(await keepRow(server.db.manager, MAILS, taken, 1000)).toBe(false);
    expect(await repeatRow(server.db.manager, MAILS, taken, 0, 'too late')).toBe(false);
    expect(await releaseRow(server.db.manager, MAILS, taken, 'too late')).toBe(false);
    expect(await endRow(server.db.manager, MAILS, taken, 'failed', 'too late')).toBe(false);
    await removeRow(server.db.manager, MAILS, taken);
    expect(await rowOf(mail)).toMatchObject({ state: 'sent', last_error: null });
    expect(smtp.mails).toHaveLength(1);
  });

  it('keep the row while their lease lasts', async () => {
    const mail = aMail();
    const taken = await claimed(mail);
    expect(await keepRow(server.db.manager, MAILS, taken, 60_000)).toBe(true);
    await server.app.get(Outboxes, { strict: false }).sweep(MAIL_QUEUE);
    expect(await rowOf(mail)).toMatchObject({ state: 'sending', attempts: 1 });
    expect(await releaseRow(server.db.manager, MAILS, taken, null)).toBe(true);
    expect(await inState(mail, 'sent')).toMatchObject({ attempts: 1 });
  });

  it('many workers at once send each mail once', async () => {
    const mails = Array.from({ length: 60 }, () => aMail());
    const sender = server.app.get(MailSender, { strict: false });
    const worker = async (): Promise<void> => {
      while (await sender.sendNext());
    };
    await outbox.enqueue(server.db.manager, mails);
    await Promise.all(Array.from({ length: 6 }, worker));
    await Promise.all(mails.map((mail) => inState(mail, 'sent')));
    expect(smtp.mails).toHaveLength(60);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(60);
  });
});

describe.skipIf(withoutRedis || !hasRedisServer)('M5: the queue on Redis', () => {
  let redis: PrivateRedis;
  let scaled: TestServer;
  let box: MailOutbox;
  beforeAll(async () => {
    redis = await privateRedis();
    scaled = await startTestServer({ smtpUrl: smtp.url, redisUrl: redis.url });
    box = register(scaled);
  });
  afterAll(async () => {
    await scaled.close();
    await redis.stop();
  });

  it('sends; and emails left behind when Redis loses everything or is down are sent nevertheless', async () => {
    const first = aMail();
    await box.enqueue(scaled.db.manager, [first]);
    await inState(first, 'sent', scaled.db);
    await redis.command('FLUSHALL');
    const second = aMail();
    await box.enqueue(scaled.db.manager, [second]);
    await inState(second, 'sent', scaled.db);
    await redis.stop();
    const third = aMail();
    // Redis is started only after this: an enqueue that waited for it would never end
    await box.enqueue(scaled.db.manager, [third]);
    await inState(third, 'sent', scaled.db);
    await redis.start();
    const fourth = aMail();
    await box.enqueue(scaled.db.manager, [fourth]);
    await inState(fourth, 'sent', scaled.db);
    expect(smtp.mails).toHaveLength(4);
  });
});

describe('M7: settled mails', () => {
  it('go after a while, those of no account sooner; what still waits stays', async () => {
    const retention = server.app.get(MailRetention, { strict: false });
    await server.db.query('DELETE FROM mail');
    const [{ id: player }] = await server.db.query(
      `INSERT INTO "user" (id, name, email) VALUES ('kept', 'Ann', 'ann@kept.example') RETURNING id`,
    );
    const put = (about: string, state: string, days: number, of: string | null) =>
      server.db.query(
        `INSERT INTO mail (key, kind, recipient, player, data, state, created_at, due_at, valid_until)
         VALUES ($1, 'test', 'ann@kept.example', $4, '{}', $2, now() - make_interval(days => $3),
           now() + interval '1 day', now() + interval '2 days')`,
        [about, state, days, of],
      );
    await put('recent', 'sent', KEPT_DAYS - 1, player);
    await put('old', 'sent', KEPT_DAYS + 1, player);
    await put('old and failed', 'failed', KEPT_DAYS + 1, player);
    await put('old and waiting', 'queued', KEPT_DAYS + 1, player);
    await put('just said goodbye', 'sent', KEPT_DAYS_OF_NOBODY - 1, null);
    await put('said goodbye', 'sent', KEPT_DAYS_OF_NOBODY + 1, null);
    await put('no goodbye', 'dropped', KEPT_DAYS_OF_NOBODY + 1, null);
    expect(await retention.clear()).toBe(4);
    expect(await retention.clear()).toBe(0);
    const left = await server.db.query<{ key: string }[]>('SELECT key FROM mail ORDER BY key');
    expect(left.map(({ key }) => key)).toEqual(['just said goodbye', 'old and waiting', 'recent']);
    await server.db.query(`DELETE FROM mail; DELETE FROM "user" WHERE id = 'kept'`);
  });
});

describe('M12: an email that nobody asked for', () => {
  it('is stored for players only whose address is theirs, whatever its feature asked for', async () => {
    const strict = await startTestServer({ role: 'web', requireEmailVerification: true });
    try {
      const box = register(strict);
      const kind = {
        schema: z.object({ text: z.string() }).loose(),
        write: () => letter({ subject: 'x', title: 'x', blocks: [] }),
      };
      const kinds = strict.app.get(MailKinds, { strict: false });
      kinds.register({ kind: 'unasked', unasked: true, ...kind });
      kinds.register({ kind: 'rare', unasked: true, perDay: 2, ...kind });
      await strict.db.query(
        `INSERT INTO "user" (id, name, email, "emailVerified", banned_at) VALUES
           ('ann', 'Ann', 'ann@test.example', true, NULL), ('typed', 'Typed', 'typed@test.example', false, NULL),
           ('banned', 'Banned', 'banned@test.example', true, now())`,
      );
      const all = ['ann', 'typed', 'banned'];
      const audience = { sql: 'SELECT id, email, name, "timeZone" FROM "user"', params: [] };
      const data = { text: 'x' };
      const recipients = async (about: string) => {
        const rows = await strict.db.query<{ player: string }[]>(
          `SELECT player FROM mail WHERE key LIKE '%:' || $1 || ':%' ORDER BY player`,
          [about],
        );
        return rows.map(({ player }) => player);
      };
      const each = (sent: string, about: string) =>
        box.enqueue(
          strict.db.manager,
          all.map((player) => ({ kind: sent, about, player, to: `${player}@test.example`, data })),
        );

      await each('unasked', 'one-by-one');
      expect(await recipients('one-by-one')).toEqual(['ann']);
      await box.enqueueToPlayers(strict.db.manager, { kind: 'unasked', about: 'bulk', data }, audience);
      expect(await recipients('bulk')).toEqual(['ann']);
      await each('test', 'asked-for');
      expect(await recipients('asked-for')).toEqual(all.toSorted());
      const toNobody = { kind: 'unasked', about: 'x', to: 'stranger@test.example', data };
      await expect(box.enqueue(strict.db.manager, [toNobody])).rejects.toThrow(/needs a player/);

      // M17: the limit of emails per day and kind
      for (const about of ['first', 'second', 'third']) {
        await box.enqueueToPlayers(strict.db.manager, { kind: 'rare', about, data }, audience);
      }
      await each('rare', 'fourth');
      expect(await recipients('second')).toEqual(['ann']);
      expect(await recipients('third')).toEqual([]);
      expect(await recipients('fourth')).toEqual([]);
    } finally {
      await strict.close();
    }
  });
});
