import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlertsService } from './features/alerts/alerts.service.js';
import { type Caller, manyPlayers } from './features/calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from './features/calendar/testing/slate-fixture.js';
import { MailPlan } from './features/emails/mail-plan.js';
import { ResultsTurns } from './features/official-results/results-turns.js';
import { LockWatcher } from './features/slate/lock-watcher.js';
import { SlateLog } from './features/slate/slate-log.js';
import { MailKinds } from './platform/mail/mail-kind.js';
import { MAIL_QUEUE } from './platform/mail/mail-sender.js';
import { Outboxes } from './platform/work/outboxes.js';
import { type SmtpCatcher, smtpCatcher, startTestServer, type TestServer } from './testing/index.js';

/** Kinds that may go to an unverified address, and why. Every other kind has a cause below. */
const ASKED: Readonly<Record<string, string>> = {
  verification: 'proves the address',
  'password-reset': 'somebody typed the address a moment ago',
  'new-address': 'proves the address',
  'changed-address': 'its owner must learn that the account has another address now',
  'already-playing': 'its owner must learn that somebody tried to sign up with it',
  'access-reset': 'its owner must learn that the second factor or the password was replaced',
  goodbye: 'the account is gone',
};

/** The people of a scene: their state when the news arises, and what changes while the email waits. */
const PEOPLE = [
  'able',
  'typed',
  'banned',
  'banned later',
  'unverified later',
  'moved',
  'stopped',
  'deleted',
  'left',
] as const;
type Person = (typeof PEOPLE)[number];

const registered = new Map<string, boolean>();
let smtp: SmtpCatcher;
let server: TestServer;
let admin: Caller;
let people: ReadonlyMap<Person, Caller>;

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const TEAMS: Record<string, { away: string; home: string }> = {
  '8a': { away: 'KC', home: 'LV' },
  '8b': { away: 'MIN', home: 'LAR' },
  '9a': { away: 'KC', home: 'DEN' },
  '9b': { away: 'BUF', home: 'NYJ' },
};
const get = <T>(token: abstract new (...args: never[]) => T): T => server.app.get(token, { strict: false });
const see = (id: string, given: Parameters<typeof aGame>[1] = {}) =>
  feed(
    server.app,
    anAnswer([
      aGame(id, { week: Number(id[0]), kickoff: inHours(id[0] === '8' ? 47 : 260), ...TEAMS[id], ...given }),
    ]),
  );
const everybody = async (what: (who: Caller) => Promise<{ status: number }>): Promise<void> => {
  for (const who of people.values()) expect((await what(who)).status).toBeLessThan(300);
};
const save = (week: number) =>
  everybody((who) =>
    who.put(`/api/me/cards/${week}`, {
      picks: { [`${week}a`]: 'away', [`${week}b`]: 'away' },
      banker: `${week}a`,
      joker: false,
    }),
  );
const plan = async () => void (await get(MailPlan).run());

interface Cause {
  /** Actions of the people before, while all of them are allowed to act. */
  readonly before?: () => Promise<void>;
  /** Makes the email due. */
  readonly happens: () => Promise<void>;
  /** Removes a person from the audience of this kind. */
  readonly leaves?: (who: Caller) => Promise<unknown>;
}

/** The cause of each unrequested kind in the running product, for all people of the scene. */
const CAUSES: Readonly<Record<string, Cause>> = {
  reminder: { happens: plan },
  'pick-confirmation': {
    before: () => save(8),
    happens: async () => {
      await server.db.query(`UPDATE card SET updated_at = updated_at - interval '4 minutes'`);
      await plan();
    },
  },
  'weekly-result': {
    before: () => save(8),
    happens: async () => {
      for (const id of ['8a', '8b'])
        await see(id, { state: 'post', awayScore: 20, homeScore: 17, kickoff: inHours(-4) });
      await get(ResultsTurns).run();
      await plan();
    },
  },
  nudge: {
    happens: async () => {
      expect((await admin.post('/api/admin/desk/remind', { why: 'Sunday is near' })).status).toBe(200);
    },
  },
  'card-clash': {
    before: async () => {
      await save(8);
      await see('8a', { state: 'off' });
      await save(9);
    },
    happens: async () => {
      await see('8a');
      await plan();
    },
  },
  'game-moved': {
    before: () => save(8),
    happens: async () => {
      await see('8a', { kickoff: inHours(-0.1) });
      await get(LockWatcher).lockDue();
      await see('8a', { week: 9, kickoff: inHours(180) });
      await get(ResultsTurns).run();
    },
  },
  'card-correction': {
    before: () => save(8),
    happens: async () => {
      for (const id of ['8a', '8b']) await see(id, { kickoff: inHours(-0.1) });
      await get(LockWatcher).lockDue();
      await everybody((who) =>
        admin.put(`/api/admin/cards/${who.id}/8`, {
          picks: { '8a': 'away', '8b': 'home' },
          banker: '8a',
          joker: false,
          why: 'Sent by mail before the deadline',
        }),
      );
    },
  },
  announcement: {
    happens: async () => {
      const written = { title: 'Snow', body: 'Games may be late', mail: true };
      expect((await admin.post('/api/admin/announcements', written)).status).toBe(201);
    },
  },
  'league-announcement': {
    happens: async () => {
      const { id } = (await admin.post('/api/leagues', { name: 'The Den' })).body as { id: string };
      await server.db.query(
        `INSERT INTO league_member (league, player, role) SELECT $1, id, 'member' FROM unnest($2::text[]) AS id`,
        [id, [...people.values()].map((who) => who.id)],
      );
      const written = { title: 'Party', body: 'At mine', mail: true };
      expect((await admin.post(`/api/leagues/${id}/announcements`, written)).status).toBe(201);
    },
    leaves: (who) => server.db.query('DELETE FROM league_member WHERE player = $1', [who.id]),
  },
  'admin-alert': {
    happens: async () => {
      await server.db.query(`UPDATE "user" SET role = 'admin'`);
      await server.db.transaction((tx) =>
        get(AlertsService).raise(tx, { key: 'test/1', title: 'Look', message: 'Something is wrong.' }),
      );
    },
    leaves: (who) => server.db.query(`UPDATE "user" SET role = 'player' WHERE id = $1`, [who.id]),
  },
};

beforeAll(async () => {
  smtp = await smtpCatcher();
  const register = vi.spyOn(MailKinds.prototype, 'register');
  // a web node runs no tasks by itself: the tests start ticks and deliveries
  server = await startTestServer({ role: 'web', smtpUrl: smtp.url, requireEmailVerification: true });
  for (const [{ kind, unasked }] of register.mock.calls) registered.set(kind, unasked);
  register.mockRestore();
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

beforeEach(async () => {
  await server.db.query('DELETE FROM "user"');
  await get(SlateLog).reset(async (tx) => {
    for (const table of [
      'card',
      'game',
      'mail',
      'league_member',
      'announcement',
      'admin_alert',
      'week_result',
    ])
      await tx.query(`DELETE FROM ${table}`);
    await tx.query(`DELETE FROM league WHERE id <> 'everyone'`);
  });
  const [first, ...others] = await manyPlayers(server, PEOPLE.length + 1);
  if (first === undefined) throw new Error('no players');
  admin = first;
  people = new Map(PEOPLE.map((name, i) => [name, others[i] as Caller]));
  await server.db.query(
    `UPDATE "user" SET "emailVerified" = true, notifications = '{"reminder48h": true, "pickConfirmation": true, "weeklyResult": true, "announcements": true}'`,
  );
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await lockAtKickOff(server.db);
  for (const id of Object.keys(TEAMS)) await see(id);
  smtp.mails.length = 0;
});

async function change(name: Person, sql: string): Promise<void> {
  await server.db.query(`UPDATE "user" SET ${sql} WHERE id = $1`, [people.get(name)?.id]);
}

/** Returns the people of the scene who have a row of the kind. */
async function stored(kind: string): Promise<Person[]> {
  const rows = await server.db.query<{ player: string }[]>('SELECT player FROM mail WHERE kind = $1', [kind]);
  return PEOPLE.filter((name) => rows.some(({ player }) => player === people.get(name)?.id));
}

const addressOf = ({ to }: ParsedMail): string => (Array.isArray(to) ? '' : (to?.text ?? ''));

describe('M12: every kind of email', () => {
  it('that nobody asked for has a cause here, and every other one a reason', () => {
    const kinds = (unasked: boolean) =>
      [...registered].filter(([, each]) => each === unasked).map(([kind]) => kind);
    expect(kinds(true).toSorted()).toEqual(Object.keys(CAUSES).toSorted());
    expect(kinds(false).toSorted()).toEqual(Object.keys(ASKED).toSorted());
  });

  it.each(Object.entries(CAUSES))(
    '%s reaches verified addresses of players who may get it, when it is stored and when it is sent',
    async (kind, { before, happens, leaves }) => {
      await before?.();
      await change('typed', '"emailVerified" = false');
      await change('banned', 'banned_at = now()');
      await happens();
      expect(await stored(kind)).toEqual(PEOPLE.filter((name) => name !== 'typed' && name !== 'banned'));

      // the mail server is down meanwhile
      await server.db.query('DELETE FROM mail WHERE kind <> $1 OR player = $2', [kind, admin.id]);
      await change('banned later', 'banned_at = now()');
      await change('unverified later', '"emailVerified" = false');
      await change('moved', `email = 'new-address@test.example'`);
      await change(
        'stopped',
        `notifications = '{"reminder48h": false, "pickConfirmation": false, "weeklyResult": false, "announcements": false}'`,
      );
      await server.db.query('DELETE FROM "user" WHERE id = $1', [people.get('deleted')?.id]);
      const left = people.get('left');
      if (left !== undefined) await leaves?.(left);
      await get(Outboxes).sweep(MAIL_QUEUE);

      const own = `${people.get('able')?.id}@test.example`;
      const sent = smtp.mails.find((mail) => addressOf(mail) === own);
      const isOptional = sent?.headers.has('list') ?? false;
      const stopped = isOptional ? [] : [`${people.get('stopped')?.id}@test.example`];
      const leaver = leaves === undefined ? [`${left?.id}@test.example`] : [];
      expect(smtp.mails.map(addressOf).toSorted()).toEqual(
        [own, 'new-address@test.example', ...stopped, ...leaver].toSorted(),
      );
    },
  );

  it.each([
    ['withdrawn', (id: string) => admin.delete(`/api/admin/announcements/${id}`)],
    [
      'over',
      (id: string) => server.db.query('UPDATE announcement SET expires_at = now() WHERE id = $1', [id]),
    ],
  ] as const)('M12: an announcement that is %s while its email waits is not sent', async (_, ends) => {
    const written = { title: 'Snow', body: 'Games may be late', mail: true };
    const { body } = await admin.post('/api/admin/announcements', written);
    await ends((body as { id: string }).id);
    await get(Outboxes).sweep(MAIL_QUEUE);
    expect(smtp.mails.map(addressOf)).toEqual([]);
    expect(await server.db.query('SELECT DISTINCT state FROM mail')).toEqual([{ state: 'dropped' }]);
  });
});
