import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailTo, startTestServer, type TestServer, until } from '../../testing/index.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ requireEmailVerification: true });
}, 60_000);
afterAll(() => server.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const open = (link: string) => fetch(`${server.url}${link}`, { redirect: 'manual' });
const leadsTo = async (link: string) => {
  const response = await open(link);
  const url = new URL(response.headers.get('location') ?? '', server.url);
  return [response.status, url.pathname + url.search];
};
/** Presses the button of the page that a verification link opens. */
const press = (link: string) =>
  post('verify-email', { token: new URL(link, server.url).searchParams.get('token') ?? '' });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];
let count = 0;
const fresh = () => {
  count += 1;
  return { name: 'Ann', email: `mail${count}@test.example`, password: 'correct horse' };
};
/** A player with a verified address. */
async function confirmed(): Promise<ReturnType<typeof fresh>> {
  const account = fresh();
  await post('sign-up/email', account);
  await press((await mailTo(server, account.email, /Confirm/)).link);
  return account;
}
const everyTable = async () =>
  JSON.stringify([
    await server.db.query('SELECT * FROM one_time_token'),
    await server.db.query('SELECT * FROM "verification"'),
    await server.db.query('SELECT * FROM mail'),
  ]);

describe('the link that confirms an address', () => {
  it('lets its owner in from then on, works once, and opens no session by itself', async () => {
    const account = fresh();
    expect((await post('sign-up/email', account)).status).toBe(200);
    expect(await codeOf(await post('sign-in/email', account))).toEqual([403, 'email-not-verified']);
    const { link } = await mailTo(server, account.email, /Confirm/);
    const token = new URL(link, server.url).searchParams.get('token') ?? '';
    expect(token.length).toBeGreaterThan(20);
    expect(await everyTable()).not.toContain(token);

    const first = await press(link);
    expect(first.status).toBe(200);
    expect(first.headers.getSetCookie()).toEqual([]);
    expect((await post('sign-in/email', account)).status).toBe(200);
    expect(await codeOf(await press(link))).toEqual([422, 'link-not-valid']);
  });

  it('X82: does nothing when it is opened, however often, nor does the link of an older mail', async () => {
    const account = fresh();
    await post('sign-up/email', account);
    const { link } = await mailTo(server, account.email, /Confirm/);
    expect(link).toMatch(/^\/verified\?token=/);
    const old = link.replace('/verified', '/api/auth/verify-email');
    for (const method of ['GET', 'HEAD', 'GET'])
      for (const address of [link, old])
        await fetch(`${server.url}${address}`, { method, redirect: 'manual' });
    expect(await leadsTo(`${old}&callbackURL=%2Fverified%3Fnext%3D%2Fjoin%2FABC`)).toEqual([
      302,
      `/verified?next=%2Fjoin%2FABC&${link.slice('/verified?'.length)}`,
    ]);
    expect(await codeOf(await post('sign-in/email', account))).toEqual([403, 'email-not-verified']);
    expect((await press(link)).status).toBe(200);
    expect((await post('sign-in/email', account)).status).toBe(200);
  });

  it('works once, also when pressed many times at the same moment', async () => {
    const account = fresh();
    await post('sign-up/email', account);
    const { link } = await mailTo(server, account.email, /Confirm/);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => press(link)));
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is worth nothing when it is too old or a newer one was sent, and never leads to another site', async () => {
    const account = fresh();
    await post('sign-up/email', account);
    const { link } = await mailTo(server, account.email, /Confirm/);
    // links of the same second are the same link
    const newer = await until(async () => {
      await post('send-verification-email', { email: account.email });
      const again = (await mailTo(server, account.email, /Confirm/)).link;
      return again === link ? null : again;
    });
    expect(await codeOf(await press(link))).toEqual([422, 'link-not-valid']);
    await server.db.query('UPDATE one_time_token SET expires_at = now()');
    expect(await codeOf(await press(newer))).toEqual([422, 'link-not-valid']);
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const forged = `/api/auth/verify-email?token=x&callbackURL=${encodeURIComponent(evil)}`;
      expect(await leadsTo(forged), evil).toEqual([302, '/verified?token=x']);
    }
    expect(await codeOf(await post('sign-in/email', account))).toEqual([403, 'email-not-verified']);
  });

  it('leads to the page that the player came from', async () => {
    const account = fresh();
    await post('sign-up/email', { ...account, callbackURL: '/verified?next=/join/ABC' });
    const { link } = await mailTo(server, account.email, /Confirm/);
    expect(link).toMatch(/^\/verified\?next=%2Fjoin%2FABC&token=/);
  });
});

describe('the link that resets a password', () => {
  it('works once, ends the sessions, and is kept only as a hash', async () => {
    const account = await confirmed();
    const cookie = (await post('sign-in/email', account)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await post('request-password-reset', { email: account.email });
    const { link } = await mailTo(server, account.email, /new password/);
    const [status, page] = await leadsTo(link);
    const token = new URL(String(page), server.url).searchParams.get('token') ?? '';
    expect([status, page]).toEqual([302, `/reset-password?token=${token}`]);
    expect(await everyTable()).not.toContain(token);

    await post('request-password-reset', { email: account.email });
    const other = (await mailTo(server, account.email, /new password/, 2)).link;
    expect((await post('reset-password', { token, newPassword: 'another horse' })).status).toBe(200);
    expect(await codeOf(await post('reset-password', { token, newPassword: 'third horse' }))).toEqual([
      422,
      'link-not-valid',
    ]);
    // the other link that was sent meanwhile was revoked, too
    expect(await leadsTo(other)).toEqual([302, '/reset-password?error=INVALID_TOKEN']);
    expect((await fetch(`${server.url}/api/me`, { headers: { cookie } })).status).toBe(401);
    expect((await post('sign-in/email', account)).status).toBe(401);
    expect((await post('sign-in/email', { ...account, password: 'another horse' })).status).toBe(200);
  });

  it('is worth nothing when it is too old, and a short, common or own password does not use it up', async () => {
    const account = await confirmed();
    await post('request-password-reset', { email: account.email });
    const { link } = await mailTo(server, account.email, /new password/);
    const token = /reset-password\/([^?]+)/.exec(link)?.[1] ?? '';
    for (const newPassword of ['short', 'password1', account.email])
      expect(await codeOf(await post('reset-password', { token, newPassword }))).toEqual([
        422,
        'invalid-input',
      ]);
    await server.db.query(`UPDATE "verification" SET "expiresAt" = now() - interval '1 second'`);
    expect(await codeOf(await post('reset-password', { token, newPassword: 'another horse' }))).toEqual([
      422,
      'link-not-valid',
    ]);
  });

  it('also confirms the address, since it came by mail', async () => {
    const account = fresh();
    await post('sign-up/email', account);
    await post('request-password-reset', { email: account.email });
    const { link } = await mailTo(server, account.email, /new password/);
    const token = /reset-password\/([^?]+)/.exec(link)?.[1] ?? '';
    await post('reset-password', { token, newPassword: 'another horse' });
    expect((await post('sign-in/email', { ...account, password: 'another horse' })).status).toBe(200);
  });
});

describe('nobody learns who plays', () => {
  /** Status, body and media type of an answer, without the parts that differ each time. */
  const seen = async (response: Response) => [
    response.status,
    response.headers.get('content-type'),
    response.headers.getSetCookie(),
    (await response.text()).replace(/"id":"[^"]+"/, '').replace(/[\w-]+@test\.example/, ''),
  ];

  it('by signing up', async () => {
    const player = await confirmed();
    const stranger = fresh();
    const again = { ...stranger, email: player.email };
    expect(await seen(await post('sign-up/email', again))).toEqual(
      await seen(await post('sign-up/email', stranger)),
    );
    expect((await mailTo(server, player.email, /playing already/)).text).toContain('/forgot-password');
    expect((await post('sign-in/email', player)).status).toBe(200);
  });

  /** Milliseconds until each answer, one after the other. */
  async function timesOf(...asks: (() => Promise<Response>)[]): Promise<number[]> {
    const times: number[] = [];
    for (const ask of asks) {
      const began = performance.now();
      expect((await ask()).ok).toBe(true);
      times.push(performance.now() - began);
    }
    return times;
  }

  it('X7 by how long a sign-up or a change of the address takes', async () => {
    const player = await confirmed();
    const other = await confirmed();
    const cookie = (await post('sign-in/email', other)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const change = (email: string) => () =>
      fetch(`${server.url}/api/me/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ email, password: other.password }),
      });
    const times = await timesOf(
      () => post('sign-up/email', { ...fresh(), email: player.email }),
      () => post('sign-up/email', fresh()),
      change(player.email),
      change('nobody-yet@test.example'),
    );
    // no answer is earlier than the time that hides the difference
    expect(Math.min(...times)).toBeGreaterThan(490);
  });

  it('by signing in', async () => {
    const player = await confirmed();
    const password = 'wrong horse';
    expect(await seen(await post('sign-in/email', { email: player.email, password }))).toEqual(
      await seen(await post('sign-in/email', { email: 'nobody@test.example', password })),
    );
  });

  it.each(['request-password-reset', 'send-verification-email'])(
    'by %s, nor by how long the answer takes',
    async (path) => {
      const player = path === 'request-password-reset' ? await confirmed() : fresh();
      if (path === 'send-verification-email') await post('sign-up/email', player);
      const second = () => Math.floor(Date.now() / 1000);
      const madeAt = second();
      // links of the same second are the same link, and the same email
      await until(() => second() > madeAt);
      const mails = async () => (await server.db.query('SELECT 1 FROM mail')).length;
      const before = await mails();
      const asked = performance.now();
      const known = await seen(await post(path, { email: player.email }));
      const between = performance.now();
      const unknown = await seen(await post(path, { email: 'nobody@test.example' }));
      const end = performance.now();
      expect(known).toEqual(unknown);
      expect(known[0]).toBe(200);
      // neither answer is earlier than the time that hides the difference
      expect(Math.min(between - asked, end - between)).toBeGreaterThan(490);
      expect(await mails()).toBe(before + 1);
    },
  );
});
