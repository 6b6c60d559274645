import { meSchema } from '@sunday-live/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, mailTo, signUp, startTestServer, type TestServer, until } from '../../testing/index.js';
import { PlayerAccounts } from './player-accounts.js';
import { SessionService } from './session.service.js';
import { SessionEvents } from './session-ended.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const special: TestServer[] = [];
/** Starts a server with another configuration, for one test. */
async function serve(overrides: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const other = await startTestServer(overrides);
  special.push(other);
  return other;
}
afterEach(async () => {
  for (const other of special.splice(0).reverse()) await other.close();
});

const post = (url: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const me = (url: string, cookie: string) => fetch(`${url}/api/me`, { headers: { cookie } });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];
let count = 0;
const fresh = () => {
  count += 1;
  return { name: 'Ann', email: `ann${count}@test.example`, password: 'correct horse' };
};

describe('signing up and in', () => {
  it('makes a player with a session and a profile', async () => {
    const player = await signUp(server.url, { name: '  Ann  ', team: 'KC' });
    expect(meSchema.parse(await (await me(server.url, player.cookie)).json())).toMatchObject({
      id: player.id,
      name: 'Ann',
      team: 'KC',
      timeZone: 'UTC',
      role: 'player',
    });
    const session = await fetch(`${server.url}/api/auth/get-session`, { headers: { cookie: player.cookie } });
    expect((await session.json()).user.id).toBe(player.id);
  });

  it('gives a new session at each sign-in, and none for a wrong password or address', async () => {
    const player = await signUp(server.url);
    const { email, password } = player;
    const again = await post(server.url, 'sign-in/email', { email: email.toUpperCase(), password });
    expect(again.status).toBe(200);
    expect(cookieOf(again)).not.toBe(player.cookie);
    const wrong = await post(server.url, 'sign-in/email', { email, password: 'wrong horse' });
    const nobody = await post(server.url, 'sign-in/email', { email: 'nobody@test.example', password });
    expect(await wrong.clone().text()).toBe(await nobody.clone().text());
    expect(await codeOf(wrong)).toEqual([401, 'invalid-credentials']);
    expect(cookieOf(wrong)).toBe('');
  });

  it('ignores a role, a number or an id in the input', async () => {
    const response = await post(server.url, 'sign-up/email', {
      ...fresh(),
      role: 'admin',
      n: 1,
      id: 'mine',
      emailVerified: true,
      points: 99,
      twoFactorEnabled: true,
    });
    const { user } = await response.json();
    const [row] = await server.db.query('SELECT role, n, id, "emailVerified" FROM "user" WHERE id = $1', [
      user.id,
    ]);
    expect(row).toMatchObject({ role: 'player', emailVerified: false });
    expect(row.n).not.toBe(1);
    const changed = await fetch(`${server.url}/api/me`, {
      method: 'PATCH',
      headers: { cookie: cookieOf(response), 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'admin' }),
    });
    expect(changed.status).toBe(422);
    expect(
      await codeOf(await post(server.url, 'update-user', { role: 'admin' }, { cookie: cookieOf(response) })),
    ).toEqual([404, 'not-found']);
  });

  it.each([
    ['no name', { name: '   ' }],
    ['a name of 61 characters', { name: 'x'.repeat(61) }],
    ['a control character', { name: 'a\u0007b' }],
    ['a direction override', { name: 'a\u202Eb' }],
    ['a name that nobody sees', { name: '\u3164' }],
    ['a web address as a name', { name: 'Win at evil.example' }],
    ['a short password', { password: 'short' }],
    ['a common password', { password: 'Password' }],
    ['a common number', { password: '12345678' }],
    ['a common password with spaces around it', { password: '  Password  ' }],
    ['one character again and again', { password: 'aaaaaaaa' }],
    ['one digit again and again', { password: '11111111' }],
    ['the own address as a password', { email: 'ann.long@test.example', password: 'Ann.Long@test.example' }],
    ['the own name as a password', { name: 'Ann of Leeds', password: 'annofleeds' }],
    ['no address', { email: 'ann' }],
    ['an unknown team', { team: 'XXX' }],
  ])('refuses %s', async (_what, fault) => {
    expect(await codeOf(await post(server.url, 'sign-up/email', { ...fresh(), ...fault }))).toEqual([
      422,
      'invalid-input',
    ]);
  });

  it('takes a name of 60 characters and one of many scripts', async () => {
    for (const name of ['x'.repeat(60), 'Zoë 神戸 👩‍🚀']) await signUp(server.url, { name });
  });

  it('takes an address once, and tells only its owner', async () => {
    const account = fresh();
    const first = await post(server.url, 'sign-up/email', account);
    const second = await post(server.url, 'sign-up/email', { ...account, password: 'another horse' });
    expect([first.status, second.status]).toEqual([200, 200]);
    const [one, two] = [await first.json(), await second.json()];
    expect({ ...two, token: null }).toEqual({
      token: null,
      user: { ...one.user, id: expect.not.stringMatching(one.user.id) },
    });
    expect(cookieOf(second)).toBe('');
    await mailTo(server, account.email, /playing already/);
    expect((await post(server.url, 'sign-in/email', { ...account, password: 'another horse' })).status).toBe(
      401,
    );
  });

  it('keeps passwords as argon2id at OWASP’s cost, each with its own salt', async () => {
    const [one, two] = [await signUp(server.url), await signUp(server.url)];
    const rows: { password: string }[] = await server.db.query(
      'SELECT password FROM "account" WHERE "userId" = ANY($1)',
      [[one.id, two.id]],
    );
    for (const { password } of rows) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(rows[0]?.password).not.toBe(rows[1]?.password);
  });
});

describe('the session cookie', () => {
  it('is HttpOnly and SameSite=Lax, and not Secure on http', async () => {
    const [cookie = ''] = (await post(server.url, 'sign-up/email', fresh())).headers.getSetCookie();
    expect(cookie).toMatch(/^sunday-live\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure|Domain/);
  });

  it('is Secure and bound to the host on https', async () => {
    const secure = await serve({ publicUrl: 'https://live.example' });
    const response = await post(secure.url, 'sign-up/email', fresh());
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-sunday-live\.session_token=/);
    expect(cookie).toMatch(/; Secure/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/Domain/);
    expect((await me(secure.url, cookieOf(response))).status).toBe(200);
  });

  it('is worth nothing when changed, expired, or signed by another secret', async () => {
    const { cookie, id } = await signUp(server.url);
    const [name, value = ''] = cookie.split('=');
    const token = decodeURIComponent(value).split('.')[0];
    for (const forged of [
      `${name}=x${value}`,
      `${name}=${token}`,
      `${name}=${token}.AAAA`,
      `${name}=%E0%A4%A`,
      `${name}=`,
    ]) {
      expect((await me(server.url, forged)).status, forged).toBe(401);
    }
    expect((await me(server.url, cookie)).status).toBe(200);
    await server.db.query(`UPDATE "session" SET "expiresAt" = now() WHERE "userId" = $1`, [id]);
    expect((await me(server.url, cookie)).status).toBe(401);
  });

  it('is renewed, with its session, for a player who returns a day later', async () => {
    const { cookie, id } = await signUp(server.url);
    const lasts = async (): Promise<number> => {
      const [row] = await server.db.query<{ days: number }[]>(
        `SELECT extract(day FROM "expiresAt" - now())::int AS days FROM "session" WHERE "userId" = $1`,
        [id],
      );
      return row?.days ?? 0;
    };
    const age = (interval: string) =>
      server.db.query(
        `UPDATE "session" SET "updatedAt" = "updatedAt" - $2::interval, "expiresAt" = "expiresAt" - $2::interval
         WHERE "userId" = $1`,
        [id, interval],
      );
    await age('23 hours');
    expect((await me(server.url, cookie)).headers.getSetCookie()).toEqual([]);
    await age('29 days');
    expect(await lasts()).toBeLessThan(31);
    const answer = await me(server.url, cookie);
    expect(await lasts()).toBeGreaterThanOrEqual(59);
    const [renewed = ''] = answer.headers.getSetCookie();
    expect(renewed.split(';')[0]).toBe(cookie);
    expect(renewed).toMatch(/; Max-Age=5184000;/);
    expect((await me(server.url, cookie)).headers.getSetCookie()).toEqual([]);
  });

  it('of who did not want to be remembered is not', async () => {
    const { email, password, id } = await signUp(server.url);
    const answer = await post(server.url, 'sign-in/email', { email, password, rememberMe: false });
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    await server.db.query(
      `UPDATE "session" SET "updatedAt" = now() - interval '23 hours', "expiresAt" = now() + interval '1 hour'
       WHERE "userId" = $1`,
      [id],
    );
    expect((await me(server.url, cookie)).headers.getSetCookie()).toEqual([]);
  });

  it('agrees with the account library about who is there', async () => {
    const { cookie, id } = await signUp(server.url);
    const player = await server.app.get(SessionService).fromHeaders({ cookie: `other=1; ${cookie}` });
    expect(player).toMatchObject({ id, role: 'player', sessionId: expect.any(String) });
  });
});

describe('the end of sessions', () => {
  it('is reported to streams when a player signs out', async () => {
    const { cookie, id } = await signUp(server.url);
    const player = await server.app.get(SessionService).fromHeaders({ cookie });
    const ended: unknown[] = [];
    const stop = server.app.get(SessionEvents).onEnded((session, who) => ended.push([session, who]));
    expect(
      (await fetch(`${server.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie } })).status,
    ).toBe(200);
    await until(() => ended.length > 0);
    stop();
    expect(ended).toEqual([[player?.sessionId, id]]);
    expect((await me(server.url, cookie)).status).toBe(401);
  });

  it('reaches all of a player’s at once, and bans keep players out', async () => {
    const player = await signUp(server.url);
    const other = await post(server.url, 'sign-in/email', { email: player.email, password: player.password });
    const ended: unknown[] = [];
    const stop = server.app.get(SessionEvents).onEnded((session, who) => ended.push([session, who]));
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [player.id]);
    expect((await me(server.url, player.cookie)).status).toBe(401);
    await server.app.get(SessionService).endAll(player.id);
    await until(() => ended.length > 0);
    stop();
    expect(ended).toEqual([[null, player.id]]);
    expect((await me(server.url, cookieOf(other))).status).toBe(401);
    const again = await post(server.url, 'sign-in/email', { email: player.email, password: player.password });
    expect(await codeOf(again)).toEqual([403, 'banned']);
  });
});

describe('the profile', () => {
  it('changes what is given, keeps the rest, and puts a new name or team on the log', async () => {
    const { cookie, id } = await signUp(server.url, { team: 'KC' });
    const patch = async (body: unknown) =>
      (
        await fetch(`${server.url}/api/me`, {
          method: 'PATCH',
          headers: { cookie, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json();
    expect(await patch({ notifications: { weeklyResult: false }, timeZone: 'Europe/Berlin' })).toMatchObject({
      team: 'KC',
      timeZone: 'Europe/Berlin',
      notifications: { weeklyResult: false, reminder48h: true },
    });
    expect(await onLog(id)).toEqual([['Test Player', 'KC']]);
    expect(await patch({ team: null })).toMatchObject({ team: null, timeZone: 'Europe/Berlin' });
    expect(await patch({ name: 'Bea' })).toMatchObject({ name: 'Bea', team: null });
    expect(await onLog(id)).toEqual([
      ['Test Player', 'KC'],
      ['Test Player', null],
      ['Bea', null],
    ]);
  });
});

/** Name and team in each event about the player, oldest first. */
async function onLog(player: string): Promise<unknown[]> {
  const rows = await server.db.query<{ name: string; team: string | null }[]>(
    `SELECT payload->'player'->>'name' AS name, payload->'player'->>'team' AS team FROM slate_event
     WHERE kind = 'player' AND payload->'player'->>'id' = $1 ORDER BY seq`,
    [player],
  );
  return rows.map(({ name, team }) => [name, team]);
}

describe('who may sign up', () => {
  it('nobody while registration is closed, as configured or as an admin decided', async () => {
    const closed = await serve({ registration: 'closed' });
    expect(await codeOf(await post(closed.url, 'sign-up/email', fresh()))).toEqual([
      403,
      'registration-closed',
    ]);
    await closed.db.query(`UPDATE installation SET registration = 'open'`);
    expect((await post(closed.url, 'sign-up/email', fresh())).status).toBe(200);
  });

  it('the first admin is made once, takes over the address, and there is none otherwise', async () => {
    const none = await server.db.query(`SELECT 1 FROM "user" WHERE role = 'admin'`);
    expect(none).toEqual([]);
    const squatter = await signUp(server.url, { email: 'boss@test.example' });
    const accounts = server.app.get(PlayerAccounts);
    const admin = { email: 'boss@test.example', password: 'a long password' };
    await Promise.all([accounts.ensureAdmin(admin), accounts.ensureAdmin(admin)]);
    expect((await me(server.url, squatter.cookie)).status).toBe(401);
    expect(
      (await post(server.url, 'sign-in/email', { email: admin.email, password: squatter.password })).status,
    ).toBe(401);
    const signedIn = await post(server.url, 'sign-in/email', admin);
    expect(await (await me(server.url, cookieOf(signedIn))).json()).toMatchObject({ role: 'admin' });
    await accounts.ensureAdmin({ email: 'second@test.example', password: 'a long password' });
    const admins = await server.db.query(`SELECT email FROM "user" WHERE role = 'admin'`);
    expect(admins).toEqual([{ email: 'boss@test.example' }]);
  });
});

describe('limits', () => {
  it('stop guessing at an account on all nodes, whatever address the guesser claims', async () => {
    const one = await serve({ role: 'web', rateLimits: true });
    const two = await serve({ role: 'web', rateLimits: true, databaseUrl: one.config.databaseUrl });
    const player = await signUp(one.url);
    const guess = (n: number, password: string) =>
      post(
        (n % 2 === 0 ? one : two).url,
        'sign-in/email',
        { email: player.email, password },
        { 'x-forwarded-for': `10.0.0.${n}` },
      );
    for (let n = 0; n < 10; n += 1) expect((await guess(n, 'wrong horse')).status, `guess ${n}`).toBe(401);
    for (const n of [10, 11]) {
      const refused = await guess(n, player.password);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await codeOf(refused)).toEqual([429, 'too-many-requests']);
    }
    const stored = JSON.stringify(await one.db.query('SELECT * FROM rate_limit'));
    expect(stored).not.toContain(player.email);
    expect(stored).not.toContain('127.0.0.1');
  });
});

describe('admins', () => {
  it('need a second factor where the configuration asks for one', async () => {
    const strict = await serve({
      adminMfa: 'required',
      admin: { email: 'boss@test.example', password: 'a long password' },
    });
    const signedIn = await post(strict.url, 'sign-in/email', {
      email: 'boss@test.example',
      password: 'a long password',
    });
    const cookie = cookieOf(signedIn);
    const patch = () =>
      fetch(`${strict.url}/api/admin/season`, {
        method: 'PATCH',
        headers: { cookie, 'content-type': 'application/json' },
        body: '{}',
      });
    expect(await codeOf(await patch())).toEqual([403, 'admin-mfa-required']);
    expect(await (await me(strict.url, cookie)).json()).toMatchObject({ secondFactor: 'needed' });
  });
});

describe('the demo’s sign-ins', () => {
  it('are offered in the demo only', async () => {
    expect(await (await fetch(`${server.url}/api/demo`)).json()).toEqual({ accounts: [] });
    const demo = await serve({ demo: true });
    const { accounts } = await (await fetch(`${demo.url}/api/demo`)).json();
    expect(accounts.map(({ role }: { role: string }) => role)).toEqual(['player', 'admin']);
  });
});
