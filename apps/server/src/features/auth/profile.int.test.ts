import { sessionsSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, mailTo, signUp, startTestServer, type TestServer } from '../../testing/index.js';
import { unsubscribeToken } from './unsubscribe-token.js';

const ADMIN = { email: 'boss@test.example', password: 'a long password' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ admin: ADMIN });
}, 60_000);
afterAll(() => server.close());

const send = (method: string, path: string, body: unknown, cookie = '') =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
const get = (path: string, cookie = '') => fetch(`${server.url}${path}`, { headers: { cookie } });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];
const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password }),
  });
const tokenIn = (link: string) => new URL(link, server.url).searchParams.get('token') ?? '';

describe('another email address', () => {
  const ask = (cookie: string, email: string, password: string) =>
    send('POST', '/api/me/email', { email, password }, cookie);
  const confirm = (token: string) => send('POST', '/api/email-confirmation', { token });

  it('wants the password, is confirmed from the new address, once, and reported to the old one', async () => {
    const player = await signUp(server.url);
    const wanted = `New.${player.email}`;
    expect(await codeOf(await ask(player.cookie, wanted, 'wrong horse'))).toEqual([403, 'wrong-password']);
    expect((await ask(player.cookie, wanted, player.password)).status).toBe(204);
    const { link } = await mailTo(server, wanted.toLowerCase(), /new email address/);
    const token = tokenIn(link);
    expect(link).toBe(`/confirm-email?token=${token}`);
    expect(JSON.stringify(await server.db.query('SELECT * FROM one_time_token'))).not.toContain(token);
    expect(await (await get('/api/me', player.cookie)).json()).toMatchObject({ email: player.email });

    const both = await Promise.all([confirm(token), confirm(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 422]);
    expect(await (await get('/api/me', player.cookie)).json()).toMatchObject({ email: wanted.toLowerCase() });
    expect((await mailTo(server, player.email, /was changed/)).text).toContain(wanted.toLowerCase());
    expect((await signIn(player.email, player.password)).status).toBe(401);
    expect((await signIn(wanted, player.password)).status).toBe(200);
  });

  it('does not tell whether somebody else has it, and is worth nothing once taken', async () => {
    const [player, other] = [await signUp(server.url), await signUp(server.url)];
    expect((await ask(player.cookie, other.email, player.password)).status).toBe(204);
    await mailTo(server, other.email, /playing already/);
    const wanted = `wanted-${player.email}`;
    await ask(player.cookie, wanted, player.password);
    const { link } = await mailTo(server, wanted, /new email address/);
    await signUp(server.url, { email: wanted });
    expect(await codeOf(await confirm(tokenIn(link)))).toEqual([422, 'link-not-valid']);
  });

  it('makes links that were sent before worth nothing', async () => {
    const player = await signUp(server.url);
    await send('POST', '/api/auth/request-password-reset', { email: player.email });
    const reset = await mailTo(server, player.email, /new password/);
    await ask(player.cookie, `first-${player.email}`, player.password);
    const first = tokenIn((await mailTo(server, `first-${player.email}`, /new email/)).link);
    await ask(player.cookie, `second-${player.email}`, player.password);
    const second = tokenIn((await mailTo(server, `second-${player.email}`, /new email/)).link);
    expect(await codeOf(await confirm(first))).toEqual([422, 'link-not-valid']);
    expect((await confirm(second)).status).toBe(204);
    const token = /reset-password\/([^?]+)/.exec(reset.link)?.[1] ?? '';
    const late = await send('POST', '/api/auth/reset-password', { token, newPassword: 'another horse' });
    expect(await codeOf(late)).toEqual([422, 'link-not-valid']);
  });

  it('is nothing for visitors, and says what is wrong with the input', async () => {
    const mails = () => server.db.query('SELECT 1 FROM mail');
    const before = await mails();
    expect((await ask('', 'x@test.example', 'x')).status).toBe(401);
    const { cookie, password } = await signUp(server.url);
    for (const body of [
      { password },
      { email: 'x', password },
      { email: 'x@test.example', password, role: 'admin' },
    ]) {
      expect(await codeOf(await send('POST', '/api/me/email', body, cookie))).toEqual([422, 'invalid-input']);
    }
    expect(await mails()).toEqual(before);
  });
});

describe('the password', () => {
  it('X81: changes with the old one to none that is guessed first, and signs out every other session', async () => {
    const player = await signUp(server.url);
    const other = cookieOf(await signIn(player.email, player.password));
    const change = (currentPassword: string, newPassword = 'another horse') =>
      send('POST', '/api/auth/change-password', { currentPassword, newPassword }, player.cookie);
    expect(await codeOf(await change('wrong horse'))).toEqual([403, 'wrong-password']);
    expect(await codeOf(await change(player.password, 'iloveyou'))).toEqual([422, 'invalid-input']);
    for (const own of ['Test Player', 'testplayer', player.email, player.email.split('@')[0]]) {
      const refused = await change(player.password, own);
      expect([refused.status, (await refused.json()).problems]).toEqual([
        422,
        [expect.objectContaining({ code: 'own-password', path: 'password' })],
      ]);
    }
    const changed = await change(player.password);
    expect(changed.status).toBe(200);
    expect((await get('/api/me', cookieOf(changed))).status).toBe(200);
    expect((await get('/api/me', other)).status).toBe(401);
    expect((await signIn(player.email, player.password)).status).toBe(401);
    expect((await signIn(player.email, 'another horse')).status).toBe(200);
  });
});

describe('M16: one-click unsubscribe', () => {
  const oneClick = (token: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/unsubscribe?token=${encodeURIComponent(token)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'List-Unsubscribe=One-Click',
    });

  it('switches one kind off by the POST of a mail program, without a sign-in, as often as it likes', async () => {
    const player = await signUp(server.url);
    const choices = async () => (await (await get('/api/me', player.cookie)).json()).notifications;
    await send(
      'PATCH',
      '/api/me',
      { notifications: { weeklyResult: true, reminder48h: true } },
      player.cookie,
    );
    const before = await choices();
    const token = unsubscribeToken(server.config, { email: 'weeklyResult', player: player.id });
    const opened = await fetch(`${server.url}/api/unsubscribe?token=${token}`, { redirect: 'manual' });
    expect([opened.status, opened.headers.get('location')]).toEqual([
      302,
      `${server.config.publicUrl}/unsubscribe?token=${token}`,
    ]);
    expect(await choices()).toEqual(before);
    for (const headers of [{}, { origin: 'https://mail.example' }])
      expect((await oneClick(token, headers)).status).toBe(204);
    expect(await choices()).toEqual({ ...before, weeklyResult: false });
  });

  it('takes only what we signed, for its own kind and player', async () => {
    const [player, other] = [await signUp(server.url), await signUp(server.url)];
    const token = unsubscribeToken(server.config, { email: 'weeklyResult', player: player.id });
    const forged = [
      token.replace('weeklyResult', 'reminder48h'),
      token.replace(player.id, other.id),
      unsubscribeToken({ sessionSecret: 'x'.repeat(32) }, { email: 'weeklyResult', player: player.id }),
      `${token}x`,
      'weeklyResult',
      token.replace('weeklyResult', 'toString'),
    ];
    for (const each of forged)
      expect(await codeOf(await oneClick(each)), each).toEqual([422, 'link-not-valid']);
    expect((await oneClick('')).status).toBe(422);
  });
});

describe('the sessions', () => {
  const listed = async (cookie: string) =>
    sessionsSchema.parse(await (await get('/api/me/sessions', cookie)).json());

  it('are listed with their device, this one marked, and ended one by one or all at once', async () => {
    const player = await signUp(server.url);
    const phone = cookieOf(await signIn(player.email, player.password, { 'user-agent': 'A phone' }));
    const mine = await listed(player.cookie);
    expect(mine.map(({ current }) => current)).toEqual([true, false]);
    expect(mine[1]).toMatchObject({ userAgent: 'A phone' });
    expect(JSON.stringify(mine)).not.toMatch(/token/);
    const other = mine[1]?.id ?? '';

    const stranger = await signUp(server.url);
    expect((await send('DELETE', `/api/me/sessions/${other}`, {}, stranger.cookie)).status).toBe(404);
    expect((await get('/api/me', phone)).status).toBe(200);
    expect((await send('DELETE', `/api/me/sessions/${other}`, {}, player.cookie)).status).toBe(204);
    expect((await get('/api/me', phone)).status).toBe(401);
    expect(await listed(player.cookie)).toHaveLength(1);

    const third = cookieOf(await signIn(player.email, player.password));
    expect((await send('DELETE', '/api/me/sessions', {}, player.cookie)).status).toBe(204);
    for (const cookie of [third, player.cookie]) expect((await get('/api/me', cookie)).status).toBe(401);
    expect((await get('/api/me', stranger.cookie)).status).toBe(200);
  });
});

describe('registration', () => {
  it('is closed and opened by an admin, and everybody sees which', async () => {
    const state = async () => (await get('/api/registration')).json();
    const decide = (cookie: string, body: unknown) => send('PATCH', '/api/admin/registration', body, cookie);
    expect(await state()).toEqual({ state: 'open' });
    const player = await signUp(server.url);
    expect(await codeOf(await decide(player.cookie, { state: 'closed' }))).toEqual([403, 'forbidden']);
    const admin = cookieOf(await signIn(ADMIN.email, ADMIN.password));
    expect(await codeOf(await decide(admin, { state: 'ajar' }))).toEqual([422, 'invalid-input']);
    expect(await (await decide(admin, { state: 'closed' })).json()).toEqual({ state: 'closed' });
    expect(await state()).toEqual({ state: 'closed' });
    const late = await send('POST', '/api/auth/sign-up/email', {
      name: 'Late',
      email: 'late@test.example',
      password: 'correct horse',
    });
    expect(await codeOf(late)).toEqual([403, 'registration-closed']);
    await decide(admin, { state: 'open', why: 'room for more' });
    const rows = await server.db.query('SELECT action, before, after, why FROM audit ORDER BY id');
    expect(rows).toEqual([
      { action: 'registration.state', before: { state: 'open' }, after: { state: 'closed' }, why: null },
      {
        action: 'registration.state',
        before: { state: 'closed' },
        after: { state: 'open' },
        why: 'room for more',
      },
    ]);
    await signUp(server.url, { email: 'late@test.example' });
  });
});
