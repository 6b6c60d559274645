import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cookieOf,
  mailTo,
  signUp,
  startTestServer,
  type TestServer,
  totpCode,
  until,
} from '../../testing/index.js';
import { queryOnce } from '../../testing/test-database.js';
import { endAccess } from './end-access.sql.js';
import { SessionEvents } from './session-ended.js';

const ADMIN = { email: 'boss@test.example', password: 'a long password' };

let server: TestServer;
let admin = '';
beforeAll(async () => {
  server = await startTestServer({ admin: ADMIN });
  admin = cookieOf(await signIn(ADMIN));
}, 60_000);
afterAll(() => server.close());

const send = (method: string, path: string, body: unknown, cookie = '') =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
    redirect: 'manual',
  });
const auth = (path: string, body: unknown, cookie = '') => send('POST', `/api/auth/${path}`, body, cookie);
const signIn = ({ email, password }: { email: string; password: string }, cookie = '') =>
  auth('sign-in/email', { email, password }, cookie);
const me = (cookie: string) => fetch(`${server.url}/api/me`, { headers: { cookie } });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];
const next = (uri: string) => totpCode(uri, Date.now() + 30_000);

/** A player with everything pending that can outlive a request. */
interface Busy {
  readonly id: string;
  readonly email: string;
  password: string;
  /** The session that makes the change. */
  cookie: string;
  readonly otherSession: string;
  readonly resetToken: string;
  readonly changeToken: string;
  readonly verification: string;
  readonly factor: { readonly uri: string; readonly trusted: string; readonly waiting: string } | null;
}

async function turnOn(player: {
  cookie: string;
  password: string;
}): Promise<{ cookie: string; uri: string }> {
  const { totpURI: uri } = await (
    await auth('two-factor/enable', { password: player.password }, player.cookie)
  ).json();
  const confirmed = await auth('two-factor/verify-totp', { code: totpCode(uri) }, player.cookie);
  return { cookie: cookieOf(confirmed), uri };
}

async function resetLink(email: string, count = 1): Promise<string> {
  await auth('request-password-reset', { email });
  const { link } = await mailTo(server, email, /new password/, count);
  return /reset-password\/([^?]+)/.exec(link)?.[1] ?? '';
}

async function changeLink(cookie: string, password: string): Promise<string> {
  const email = `new-${Math.random()}@test.example`;
  expect((await send('POST', '/api/me/email', { email, password }, cookie)).status).toBe(204);
  const { link } = await mailTo(server, email, /./);
  return new URL(link, server.url).searchParams.get('token') ?? '';
}

async function verificationLink(cookie: string, email: string): Promise<string> {
  await auth('send-verification-email', { email }, cookie);
  return (await mailTo(server, email, /Confirm/)).link;
}

async function busy(withFactor: boolean): Promise<Busy> {
  const player = await signUp(server.url);
  let { cookie } = player;
  let factor: Busy['factor'] = null;
  let otherSession = '';
  if (withFactor) {
    const on = await turnOn(player);
    cookie = on.cookie;
    const second = await auth(
      'two-factor/verify-totp',
      { code: totpCode(on.uri), trustDevice: true },
      cookieOf(await signIn(player)),
    );
    otherSession = cookieOf(second);
    expect(otherSession).toContain('trust_device=');
    factor = { uri: on.uri, trusted: otherSession, waiting: cookieOf(await signIn(player)) };
  } else {
    otherSession = cookieOf(await signIn(player));
  }
  expect((await me(otherSession)).status).toBe(200);
  const [resetToken, changeToken, verification] = await Promise.all([
    resetLink(player.email),
    changeLink(cookie, player.password),
    verificationLink(cookie, player.email),
  ]);
  return { ...player, cookie, otherSession, resetToken, changeToken, verification, factor };
}

/** Tries each pending right; each must be refused. */
const UNDER_WAY: Record<string, (player: Busy) => Promise<void>> = {
  'another session': async ({ otherSession }) => expect((await me(otherSession)).status).toBe(401),
  'a link to a new password': async ({ resetToken: token }) =>
    expect(await codeOf(await auth('reset-password', { token, newPassword: 'the thief’s' }))).toEqual([
      422,
      'link-not-valid',
    ]),
  'a link to another address': async ({ changeToken: token }) =>
    expect(await codeOf(await send('POST', '/api/email-confirmation', { token }))).toEqual([
      422,
      'link-not-valid',
    ]),
  'a link that verifies the address': async ({ verification }) => {
    const token = new URL(verification, server.url).searchParams.get('token') ?? '';
    expect(await codeOf(await auth('verify-email', { token }))).toEqual([422, 'link-not-valid']);
  },
  'a sign-in that waits for a code': async ({ factor }) => {
    if (factor === null) return;
    const late = await auth('two-factor/verify-totp', { code: next(factor.uri) }, factor.waiting);
    expect(await codeOf(late)).toEqual([401, 'challenge-over']);
  },
  'a trusted device': async ({ factor, email, password }) => {
    if (factor === null) return;
    const { trusted } = factor;
    const answer = await (await signIn({ email, password }, trusted)).json();
    expect(answer.token).toBeUndefined();
  },
};

const asAdmin = (id: string, what: string) =>
  send('POST', `/api/admin/users/${id}/${what}`, { why: 'They asked for it.' }, admin);

interface Ending {
  readonly what: string;
  readonly act: (player: Busy) => Promise<Response>;
  readonly factor?: boolean;
  /** What the change does not end, by rule. */
  readonly keeps?: readonly string[];
}
const ENDINGS: Ending[] = [
  {
    what: 'a changed password',
    act: (player) => {
      const { password: currentPassword } = player;
      player.password = 'another horse';
      return auth('change-password', { currentPassword, newPassword: player.password }, player.cookie);
    },
  },
  {
    what: 'a changed password that asks to keep other sessions',
    act: (player) => {
      const { password: currentPassword } = player;
      player.password = 'another horse';
      const body = { currentPassword, newPassword: player.password, revokeOtherSessions: false };
      return auth('change-password', body, player.cookie);
    },
  },
  { what: 'signing out everywhere', act: ({ cookie }) => send('DELETE', '/api/me/sessions', {}, cookie) },
  { what: 'the library’s way of that', act: ({ cookie }) => auth('revoke-sessions', {}, cookie) },
  { what: 'ending the other sessions', act: ({ cookie }) => auth('revoke-other-sessions', {}, cookie) },
  { what: 'an admin’s sign-out', act: ({ id }) => asAdmin(id, 'sign-out') },
  {
    what: 'a deactivation, also once it is undone',
    act: async (player) => {
      await asAdmin(player.id, 'deactivate');
      for (const attempt of Object.values(UNDER_WAY)) await attempt(player);
      return asAdmin(player.id, 'reactivate');
    },
  },
  {
    what: 'the deletion of the account',
    act: ({ cookie, password }) => send('DELETE', '/api/me', { password, confirm: 'delete' }, cookie),
  },
  {
    what: 'a second factor that is turned on',
    factor: false,
    act: async (player) => {
      player.cookie = (await turnOn(player)).cookie;
      return me(player.cookie);
    },
  },
  {
    what: 'a second factor that is turned off',
    // no code is required any more
    keeps: ['a trusted device'],
    act: ({ cookie, password }) => auth('two-factor/disable', { password }, cookie),
  },
  {
    what: 'a new password by email',
    act: async (player) => {
      player.password = 'another horse';
      const token = await resetLink(player.email, 2);
      return auth('reset-password', { token, newPassword: player.password });
    },
  },
  {
    what: 'another address',
    keeps: ['another session'],
    act: ({ changeToken: token }) => send('POST', '/api/email-confirmation', { token }),
  },
];

describe('X1 whatever ends sessions ends everything that is under way', () => {
  it.each(ENDINGS)(
    '$what',
    async ({ act, factor = true, keeps = [] }) => {
      const player = await busy(factor);
      expect((await act(player)).ok).toBe(true);
      const attempts = Object.entries(UNDER_WAY).filter(([thing]) => !keeps.includes(thing));
      for (const [thing, attempt] of attempts) {
        await attempt(player).catch((cause: unknown) => {
          throw new Error(`${thing} outlived it`, { cause });
        });
      }
    },
    30_000,
  );

  it('the session that ends the others, or changes the password, continues', async () => {
    const player = await busy(false);
    expect((await auth('revoke-other-sessions', {}, player.cookie)).status).toBe(200);
    expect((await me(player.cookie)).status).toBe(200);
    const changed = await auth(
      'change-password',
      { currentPassword: player.password, newPassword: 'another horse' },
      player.cookie,
    );
    expect((await me(cookieOf(changed))).status).toBe(200);
    expect((await me(player.cookie)).status).toBe(401);
  });

  it('a code that signed in does not work again after everything ended', async () => {
    const player = await busy(true);
    const used = totpCode(player.factor?.uri ?? '');
    const code = async () =>
      codeOf(await auth('two-factor/verify-totp', { code: used }, cookieOf(await signIn(player))));
    await auth('two-factor/verify-totp', { code: used }, cookieOf(await signIn(player)));
    expect(await code()).toEqual([401, 'invalid-code']);
    await send('DELETE', '/api/me/sessions', {}, player.cookie);
    expect(await code()).toEqual([401, 'invalid-code']);
  });

  it('a banned player gets no link', async () => {
    const player = await signUp(server.url);
    await asAdmin(player.id, 'deactivate');
    await auth('request-password-reset', { email: player.email });
    const mails = await server.db.query('SELECT 1 FROM mail WHERE player = $1', [player.id]);
    expect(mails).toEqual([]);
  });
});

describe('X2 what began before everything ended does not finish after it', () => {
  /** Locks the player's row, lets `act` wait for it, ends all access, and releases the lock. */
  async function endDuring(playerId: string, act: () => Promise<Response>): Promise<Response> {
    let answer: Promise<Response> | undefined;
    await server.db.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM "user" WHERE id = $1 FOR UPDATE', [playerId]);
      const [{ pid }] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      answer = act();
      await until(async () => {
        const waiting = await queryOnce(
          server.config.databaseUrl ?? '',
          `SELECT 1 FROM pg_stat_activity WHERE ${Number(pid)} = ANY(pg_blocking_pids(pid))`,
        );
        return waiting.length > 0;
      });
      await endAccess(tx, playerId);
    });
    await server.app.get(SessionEvents).ended(null, playerId);
    if (answer === undefined) throw new Error('nothing was asked');
    return answer;
  }
  const sessionsOf = async (id: string) =>
    (await server.db.query('SELECT 1 FROM "session" WHERE "userId" = $1', [id])).length;

  it('a sign-in with the password', async () => {
    const player = await signUp(server.url);
    const answer = await endDuring(player.id, () => signIn(player));
    expect([answer.status, cookieOf(answer)]).toEqual([401, '']);
    expect(await sessionsOf(player.id)).toBe(0);
  });

  it('a sign-in with a code', async () => {
    const player = await signUp(server.url);
    const { uri } = await turnOn(player);
    const waiting = cookieOf(await signIn(player));
    const answer = await endDuring(player.id, () =>
      auth('two-factor/verify-totp', { code: next(uri) }, waiting),
    );
    expect([answer.status, cookieOf(answer)]).toEqual([401, '']);
    expect(await sessionsOf(player.id)).toBe(0);
  });

  it('a second factor that a session turned off', async () => {
    const player = await signUp(server.url);
    const { cookie } = await turnOn(player);
    const answer = await endDuring(player.id, () =>
      auth('two-factor/disable', { password: player.password }, cookie),
    );
    expect([answer.status, cookieOf(answer)]).toEqual([401, '']);
    expect(await sessionsOf(player.id)).toBe(0);
  });

  it('a change of the address', async () => {
    const player = await signUp(server.url);
    const body = { email: `late-${player.email}`, password: player.password };
    const answer = await endDuring(player.id, () => send('POST', '/api/me/email', body, player.cookie));
    expect(await codeOf(answer)).toEqual([401, 'unauthenticated']);
    expect(await server.db.query('SELECT 1 FROM one_time_token WHERE player = $1', [player.id])).toEqual([]);
  });
});
