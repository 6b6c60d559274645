import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailSecrets } from '../../platform/mail/mail-secrets.js';
import {
  cookieOf,
  mailTo,
  signUp,
  startTestServer,
  type TestPlayer,
  type TestServer,
  totpCode,
  wrongCode,
} from '../../testing/index.js';

const ADMIN = { email: 'boss@test.example', password: 'a long password' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ adminMfa: 'required', admin: ADMIN });
}, 60_000);
afterAll(() => server.close());

const post = (path: string, body: unknown, cookie = '') =>
  fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
const codeOf = async (response: Response) => [response.status, (await response.json()).code];
const me = async (cookie: string) => (await fetch(`${server.url}/api/me`, { headers: { cookie } })).json();
const signIn = ({ email, password }: { email: string; password: string }) =>
  post('sign-in/email', { email, password });

interface Guarded {
  readonly cookie: string;
  readonly totpURI: string;
  readonly backupCodes: string[];
}

/** Sets a second factor up as the page does. */
async function guard(player: { cookie: string; password: string }): Promise<Guarded> {
  const { totpURI, backupCodes } = await (
    await post('two-factor/enable', { password: player.password }, player.cookie)
  ).json();
  const confirmed = await post('two-factor/verify-totp', { code: totpCode(totpURI) }, player.cookie);
  expect(confirmed.status).toBe(200);
  return { cookie: cookieOf(confirmed), totpURI, backupCodes };
}
async function guarded(): Promise<Guarded & Omit<TestPlayer, 'cookie'>> {
  const player = await signUp(server.url);
  return { ...player, ...(await guard(player)) };
}

describe('setting a second factor up', () => {
  it('asks for the password, is in force only after a right code, and renews the session', async () => {
    const player = await signUp(server.url);
    expect(await codeOf(await post('two-factor/enable', { password: 'wrong' }, player.cookie))).toEqual([
      403,
      'wrong-password',
    ]);
    const enabled = await post('two-factor/enable', { password: player.password }, player.cookie);
    const { totpURI, backupCodes } = await enabled.json();
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Sunday%20Live:/);
    expect(new Set(backupCodes).size).toBe(10);
    const verify = (code: string) => post('two-factor/verify-totp', { code }, player.cookie);
    expect(await codeOf(await verify(wrongCode(totpURI)))).toEqual([401, 'invalid-code']);
    expect(await me(player.cookie)).toMatchObject({ secondFactor: 'off' });
    expect((await signIn(player)).headers.getSetCookie()[0]).toMatch(/session_token=\w/);

    const right = await verify(totpCode(totpURI));
    expect(await me(cookieOf(right))).toMatchObject({ secondFactor: 'on' });
    expect(await me(player.cookie)).toMatchObject({ code: 'unauthenticated' });
    const stored = JSON.stringify(await server.db.query('SELECT * FROM "twoFactor"'));
    expect(stored).not.toContain(new URL(totpURI).searchParams.get('secret'));
    for (const code of backupCodes) expect(stored).not.toContain(code);
  });

  it('is refused while there is one, and undone only with the password', async () => {
    const player = await guarded();
    expect((await post('two-factor/enable', { password: player.password }, player.cookie)).status).toBe(422);
    expect(await codeOf(await post('two-factor/disable', { password: 'wrong' }, player.cookie))).toEqual([
      403,
      'wrong-password',
    ]);
    const off = await post('two-factor/disable', { password: player.password }, player.cookie);
    expect(await me(cookieOf(off))).toMatchObject({ secondFactor: 'off' });
    expect(await (await signIn(player)).json()).toMatchObject({ user: { id: player.id } });
  });
});

describe('signing in with a second factor', () => {
  it('gives no session before the code', async () => {
    const player = await guarded();
    const first = await signIn(player);
    expect(await first.clone().json()).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
    const challenge = cookieOf(first);
    expect(await me(challenge)).toMatchObject({ code: 'unauthenticated' });
    expect(
      await codeOf(await post('two-factor/verify-totp', { code: wrongCode(player.totpURI) }, challenge)),
    ).toEqual([401, 'invalid-code']);
    const second = await post('two-factor/verify-totp', { code: totpCode(player.totpURI) }, challenge);
    expect(await me(cookieOf(second))).toMatchObject({ id: player.id });
    // the challenge is answered once
    expect(
      await codeOf(await post('two-factor/verify-totp', { code: totpCode(player.totpURI) }, challenge)),
    ).toEqual([401, 'challenge-over']);
  });

  it('takes a code of the app once, also when it is sent twice at the same moment', async () => {
    const player = await guarded();
    const sessions = async () =>
      (await server.db.query('SELECT 1 FROM "session" WHERE "userId" = $1', [player.id])).length;
    const before = await sessions();
    const code = totpCode(player.totpURI);
    const challenges = [cookieOf(await signIn(player)), cookieOf(await signIn(player))];
    const answers = await Promise.all(
      challenges.map((challenge) => post('two-factor/verify-totp', { code }, challenge)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect(await sessions()).toBe(before + 1);
    const again = await post('two-factor/verify-totp', { code }, cookieOf(await signIn(player)));
    expect(await codeOf(again)).toEqual([401, 'invalid-code']);
    const next = totpCode(player.totpURI, Date.now() + 30_000);
    const later = await post('two-factor/verify-totp', { code: next }, cookieOf(await signIn(player)));
    expect(later.status).toBe(200);
  });

  it('takes each backup code once, also when it is sent twice at the same moment', async () => {
    const player = await guarded();
    const [code = ''] = player.backupCodes;
    const challenges = [cookieOf(await signIn(player)), cookieOf(await signIn(player))];
    const answers = await Promise.all(
      challenges.map((challenge) => post('two-factor/verify-backup-code', { code }, challenge)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const later = cookieOf(await signIn(player));
    expect(await codeOf(await post('two-factor/verify-backup-code', { code }, later))).toEqual([
      401,
      'invalid-code',
    ]);
  });

  describe('X6 a used code stays used, whatever cookies accompany it', () => {
    const SESSION = 'sunday-live.session_token';
    const TAMPERINGS: [string, (cookie: { token: string; signature: string }) => string][] = [
      ['as it is', ({ token, signature }) => `${SESSION}=${encodeURIComponent(`${token}.${signature}`)}`],
      ['not encoded', ({ token, signature }) => `${SESSION}=${token}.${signature}`],
      ['without its padding', ({ token, signature }) => `${SESSION}=${token}.${signature.slice(0, -1)}`],
      ['padded twice', ({ token, signature }) => `${SESSION}=${token}.${signature}=`],
      [
        'in base64url',
        ({ token, signature }) =>
          `${SESSION}=${token}.${signature.replaceAll('+', '-').replaceAll('/', '_').slice(0, -1)}`,
      ],
      ['with rubbish behind', ({ token, signature }) => `${SESSION}=${token}.${signature}junk`],
      ['with a blank behind', ({ token, signature }) => `${SESSION}=${token}.${signature}%20`],
      [
        'with unused bits set',
        ({ token, signature }) => `${SESSION}=${token}.${signature.slice(0, -2)}${next(signature.at(-2))}=`,
      ],
      ['in quotes', ({ token, signature }) => `${SESSION}="${token}.${signature}"`],
      [
        'twice, the second forged',
        ({ token, signature }) => `${SESSION}=${token}.${signature}; ${SESSION}=${token}.x`,
      ],
      [
        'twice, the first forged',
        ({ token, signature }) => `${SESSION}=${token}.x; ${SESSION}=${token}.${signature}`,
      ],
      ['under the name for https', ({ token, signature }) => `__Host-${SESSION}=${token}.${signature}`],
      [
        'under both names',
        ({ token, signature }) =>
          `__Host-${SESSION}=${token}.${signature}; ${SESSION}=${token}.${signature.slice(0, -1)}`,
      ],
    ];
    /** Returns the next character of base64, which decodes to the same bytes at the end of a text. */
    const next = (character = 'A') => {
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
      return letters[(letters.indexOf(character) + 1) % 64];
    };
    let victim: Awaited<ReturnType<typeof guarded>>;
    let session: { token: string; signature: string };
    let usedAppCode: string;
    let usedBackupCode: string;
    beforeAll(async () => {
      victim = await guarded();
      const attacker = decodeURIComponent((await signUp(server.url)).cookie.split('=')[1] ?? '');
      const dot = attacker.lastIndexOf('.');
      session = { token: attacker.slice(0, dot), signature: attacker.slice(dot + 1) };
      usedAppCode = totpCode(victim.totpURI);
      usedBackupCode = victim.backupCodes[0] ?? '';
      for (const [path, code] of [
        ['verify-totp', usedAppCode],
        ['verify-backup-code', usedBackupCode],
      ]) {
        const used = await post(`two-factor/${path}`, { code }, cookieOf(await signIn(victim)));
        expect(used.status).toBe(200);
      }
    });

    it.each(TAMPERINGS)('a session cookie of somebody else %s', async (_how, write) => {
      for (const [path, code] of [
        ['verify-totp', usedAppCode],
        ['verify-backup-code', usedBackupCode],
      ]) {
        const challenge = cookieOf(await signIn(victim));
        for (const cookie of [`${write(session)}; ${challenge}`, `${challenge}; ${write(session)}`]) {
          const answer = await post(`two-factor/${path}`, { code }, cookie);
          const given = cookieOf(answer);
          const who = given.includes('session_token=') ? await me(given) : null;
          expect([answer.status, who?.id], path).not.toEqual([200, victim.id]);
          expect(await answer.text(), path).not.toContain(victim.email);
        }
      }
    });
  });

  it('ends after five wrong codes, and after ten in a row whatever the challenge', async () => {
    const player = await guarded();
    const guess = (challenge: string) =>
      post('two-factor/verify-totp', { code: wrongCode(player.totpURI) }, challenge);
    for (let round = 0; round < 2; round += 1) {
      const challenge = cookieOf(await signIn(player));
      for (let n = 0; n < 5; n += 1)
        expect(await codeOf(await guess(challenge)), `${round}/${n}`).toEqual([401, 'invalid-code']);
      if (round === 0) {
        expect(
          await codeOf(await post('two-factor/verify-totp', { code: totpCode(player.totpURI) }, challenge)),
        ).toEqual([401, 'challenge-over']);
      }
    }
    const right = await post(
      'two-factor/verify-totp',
      { code: totpCode(player.totpURI) },
      cookieOf(await signIn(player)),
    );
    expect(await codeOf(right)).toEqual([429, 'too-many-requests']);
  });

  it('is asked for after a new password by mail, too', async () => {
    const player = await guarded();
    await post('request-password-reset', { email: player.email });
    const { link } = await mailTo(server, player.email, /new password/);
    const token = /reset-password\/([^?]+)/.exec(link)?.[1] ?? '';
    await post('reset-password', { token, newPassword: 'another horse' });
    const answer = await signIn({ email: player.email, password: 'another horse' });
    expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
  });
});

describe('an admin where a second factor is required', () => {
  it('may do nothing as such before there is one, and everything after', async () => {
    const cookie = cookieOf(await signIn(ADMIN));
    const decide = (as: string) =>
      fetch(`${server.url}/api/admin/registration`, {
        method: 'PATCH',
        headers: { cookie: as, 'content-type': 'application/json' },
        body: JSON.stringify({ state: 'open' }),
      });
    expect(await codeOf(await decide(cookie))).toEqual([403, 'admin-mfa-required']);
    expect(await me(cookie)).toMatchObject({ role: 'admin', secondFactor: 'needed' });
    const { cookie: after } = await guard({ cookie, password: ADMIN.password });
    expect((await decide(after)).status).toBe(200);
    expect(await me(after)).toMatchObject({ secondFactor: 'on' });
  });
});

describe('another SESSION_SECRET', () => {
  it('leaves second factors and sealed mails as they are when the previous one is named once', async () => {
    const player = await guarded();
    const sealed = server.app.get(MailSecrets, { strict: false }).seal({ link: 'kept' });
    const { databaseUrl, sessionSecret: previousSecret } = server.config;
    const next = { databaseUrl, sessionSecret: 'the secret that came after' };
    const turning = await startTestServer({ ...next, previousSecret });
    expect(turning.app.get(MailSecrets, { strict: false }).open(sealed)).toEqual({ link: 'kept' });
    await turning.close();

    const turned = await startTestServer(next);
    const ask = (path: string, body: unknown, cookie = '') =>
      fetch(`${turned.url}/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
        body: JSON.stringify(body),
      });
    try {
      const session = await fetch(`${turned.url}/api/me`, { headers: { cookie: player.cookie } });
      expect(session.status).toBe(401);
      const { email, password } = player;
      const first = cookieOf(await ask('sign-in/email', { email, password }));
      expect((await ask('two-factor/verify-totp', { code: totpCode(player.totpURI) }, first)).status).toBe(
        200,
      );
      const second = cookieOf(await ask('sign-in/email', { email, password }));
      const code = player.backupCodes[0];
      expect((await ask('two-factor/verify-backup-code', { code }, second)).status).toBe(200);
      expect(() => turned.app.get(MailSecrets, { strict: false }).open(sealed)).toThrow();
    } finally {
      await turned.close();
    }
  });
});
