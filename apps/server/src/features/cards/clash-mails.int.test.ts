import { quarantineSchema } from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MAIL_QUEUE } from '../../platform/mail/mail-sender.js';
import { Outboxes } from '../../platform/work/outboxes.js';
import { type SmtpCatcher, smtpCatcher, startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { MailPlan } from '../emails/mail-plan.js';
import { SlateLog } from '../slate/slate-log.js';

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const TEAMS: Record<string, { away: string; home: string }> = {
  '8a': { away: 'KC', home: 'LV' },
  '8b': { away: 'MIN', home: 'LAR' },
  '9a': { away: 'KC', home: 'DEN' },
  '9b': { away: 'BUF', home: 'NYJ' },
};

let smtp: SmtpCatcher;
let server: TestServer;
let ann: Caller;
let ben: Caller;
let admin: Caller;

beforeAll(async () => {
  smtp = await smtpCatcher();
  // a web node runs no tasks by itself: the tests start ticks and deliveries
  server = await startTestServer({ role: 'web', smtpUrl: smtp.url });
  ann = await aPlayer(server.url, { name: 'Ann' });
  ben = await aPlayer(server.url, { name: 'Ben' });
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await server.db.query('UPDATE "user" SET "emailVerified" = true');
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

const see = (id: string, given: Parameters<typeof aGame>[1] = {}) =>
  feed(
    server.app,
    anAnswer([
      aGame(id, { week: Number(id[0]), kickoff: inHours(id[0] === '8' ? 100 : 260), ...TEAMS[id], ...given }),
    ]),
  );
const save = async (who: Caller, week: number, banker: string, joker = false) => {
  const picks = { [`${week}a`]: 'away', [`${week}b`]: 'away' };
  expect((await who.put(`/api/me/cards/${week}`, { picks, banker, joker })).status).toBe(200);
};
const plan = () => server.app.get(MailPlan, { strict: false }).run();
/** Runs two ticks, and returns the emails about clashes that they send. */
async function sentEmails(): Promise<ParsedMail[]> {
  await plan();
  await plan();
  await server.app.get(Outboxes, { strict: false }).sweep(MAIL_QUEUE);
  return smtp.mails.splice(0).filter(({ subject }) => subject?.includes('needs a change'));
}

beforeEach(async () => {
  await server.app.get(SlateLog, { strict: false }).reset(async (tx) => {
    for (const table of ['card', 'game', 'mail', 'feed_quarantine']) await tx.query(`DELETE FROM ${table}`);
  });
  await lockAtKickOff(server.db);
  for (const id of Object.keys(TEAMS)) await see(id);
  smtp.mails.length = 0;
});

it('M22 a banker whose team belongs to an earlier week again, since a game is on again: one email to its player', async () => {
  await save(ann, 8, '8a');
  await save(ben, 8, '8a');
  await see('8a', { state: 'off' });
  await save(ann, 9, '9a');
  await save(ben, 9, '9b');
  expect(await sentEmails()).toEqual([]);
  await see('8a');
  const [mail, ...more] = await sentEmails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ subject: 'Week 9: your card needs a change' });
  expect(mail?.text).toContain('Hello Ann');
  expect(mail?.text).toMatch(/week 8/i);
  expect(mail?.text).toContain('/card/9?');
  expect(await sentEmails()).toEqual([]);
});

it('M22 a joker that is one too many since a game is on again', async () => {
  await storeCards(
    server.db,
    [1, 2].map((week) => ({ player: ann.id, week, picks: {}, joker: true })),
  );
  await save(ann, 8, '8a', true);
  await see('8a', { week: 10 });
  await save(ann, 9, '9b', true);
  expect(await sentEmails()).toEqual([]);
  await see('8a');
  expect((await sentEmails()).map(({ subject }) => subject)).toContain('Week 9: your card needs a change');
});

it('M22 sides that are exchanged put a banker at home: an email, unless it is right again before it goes out', async () => {
  await save(ann, 9, '9a');
  await save(ben, 9, '9a');
  await see('9a', { away: 'DEN', home: 'KC' });
  const [open] = quarantineSchema
    .parse((await admin.get('/api/admin/quarantine')).body)
    .rows.filter(({ resolution }) => resolution === null);
  const accepted = await admin.post(`/api/admin/quarantine/${open?.id}/accept`, {
    why: 'The league says so.',
  });
  expect(accepted.status).toBeLessThan(300);
  await plan();
  const changed = { picks: { '9a': 'home', '9b': 'away' }, banker: '9b', joker: false };
  expect((await ben.put('/api/me/cards/9', changed)).status).toBe(200);
  const [mail, ...more] = await sentEmails();
  expect(more).toEqual([]);
  expect(mail?.text).toContain('Hello Ann');
});
