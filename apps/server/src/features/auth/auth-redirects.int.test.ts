import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FOREIGN_PAGES, foreignPagesAt } from '../../platform/http/testing/foreign-pages.js';
import { mailTo, signUp, startTestServer, type TestServer } from '../../testing/index.js';

let server: TestServer;
let foreign: string[];
beforeAll(async () => {
  server = await startTestServer();
  foreign = [...FOREIGN_PAGES, ...foreignPagesAt(server.config.publicUrl)];
}, 60_000);
afterAll(() => server.close());

const PARAMETERS = ['callbackURL', 'redirectTo', 'errorCallbackURL', 'newUserCallbackURL'];
const GETS = [
  'verify-email?token=x',
  'reset-password/x?a=b',
  'get-session?a=b',
  'list-sessions?a=b',
  'ok?a=b',
  'error?a=b',
];
const POSTS: [path: string, body: Record<string, unknown>][] = [
  ['sign-in/email', { email: 'nobody@test.example', password: 'wrong horse' }],
  ['sign-out', {}],
  ['reset-password', { token: 'x', newPassword: 'another horse' }],
  ['change-password', { currentPassword: 'wrong horse', newPassword: 'another horse' }],
  ['revoke-session', { token: 'x' }],
  ['revoke-sessions', {}],
  ['revoke-other-sessions', {}],
  ['two-factor/enable', { password: 'wrong horse' }],
  ['two-factor/disable', { password: 'wrong horse' }],
  ['two-factor/get-totp-uri', { password: 'wrong horse' }],
  ['two-factor/generate-backup-codes', { password: 'wrong horse' }],
  ['two-factor/verify-totp', { code: '000000' }],
  ['two-factor/verify-backup-code', { code: 'x' }],
];
const MAILING: [path: string, body: Record<string, unknown>][] = [
  ['sign-up/email', { name: 'Ann', email: 'redirect@test.example', password: 'correct horse' }],
  ['send-verification-email', { email: 'nobody@test.example' }],
  ['request-password-reset', { email: 'nobody@test.example' }],
];

const post = (path: string, body: unknown) =>
  fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual',
  });
/** The target of an answer's redirect; null without one. */
function expectOwn(answer: Response, what: string): void {
  const location = answer.headers.get('location');
  if (location !== null) expect(location, what).toMatch(new RegExp(`^${server.config.publicUrl}/[^/\\\\]`));
  expect(answer.status, what).toBeLessThan(500);
}

describe('X9 redirects lead to our own absolute addresses', () => {
  it.each(GETS)('GET %s', async (path) => {
    for (const page of foreign) {
      const query = PARAMETERS.map((name) => `${name}=${encodeURIComponent(page)}`).join('&');
      const answer = await fetch(`${server.url}/api/auth/${path}&${query}`, { redirect: 'manual' });
      expectOwn(answer, JSON.stringify(page));
    }
  });

  it('a page that is named twice is none', async () => {
    for (const pages of [
      ['/verified', '//evil.example'],
      ['//evil.example', '/verified'],
    ]) {
      const query = pages.map((page) => `callbackURL=${encodeURIComponent(page)}`).join('&');
      for (const path of ['verify-email?token=x', 'reset-password/x?a=b']) {
        const answer = await fetch(`${server.url}/api/auth/${path}&${query}`, { redirect: 'manual' });
        expect(answer.status).toBe(302);
        expectOwn(answer, path);
      }
    }
  });

  it.each(POSTS)('POST %s', async (path, body) => {
    for (const page of foreign) {
      const named = Object.fromEntries(PARAMETERS.map((name) => [name, page]));
      const answer = await post(path, { ...body, ...named });
      expectOwn(answer, JSON.stringify(page));
      if (page.includes('evil')) expect(await answer.text()).not.toContain('evil');
    }
  });

  it.each(MAILING)('POST %s, whose email would lead there', async (path, body) => {
    const parameter = path === 'request-password-reset' ? 'redirectTo' : 'callbackURL';
    for (const page of foreign) {
      const answer = await post(path, { ...body, [parameter]: page });
      // text that the database cannot store is refused before any handler (X11)
      expect(answer.status, JSON.stringify(page)).toBe(page.includes('\0') ? 422 : 403);
    }
    expect(await server.db.query('SELECT 1 FROM mail')).toEqual([]);
  });

  it('the links of emails lead to the page that was asked for, absolutely', async () => {
    const { email } = await signUp(server.url);
    await post('request-password-reset', { email, redirectTo: '/reset-password?from=app' });
    const { link } = await mailTo(server, email, /new password/);
    const answer = await fetch(`${server.url}${link}`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      new RegExp(`^${server.config.publicUrl}/reset-password\\?from=app&token=\\w+$`),
    );
    const without = await fetch(`${server.url}${link.replace(/\?.*/, '')}`, { redirect: 'manual' });
    expect(without.headers.get('location')).toMatch(
      new RegExp(`^${server.config.publicUrl}/reset-password\\?token=\\w+$`),
    );
  });
});

describe('X10 the address of a request is its path', () => {
  it.each([
    ['GET http://x:99999/api/auth/ok HTTP/1.1', 200],
    ['GET http://[/api/auth/ok HTTP/1.1', null],
    ['GET http://evil.example/api/auth/verify-email?token=x HTTP/1.1', 302],
    ['GET /api/auth/ok?http://x:99999 HTTP/1.1', 200],
    ['GET /api/auth/%zz HTTP/1.1', null],
    ['GET //x:99999/api/auth/ok HTTP/1.1', null],
  ])('%s', async (line, status) => {
    const answer = await ask(line);
    expect(answer).toMatch(/^HTTP\/1\.1 [234]/);
    if (status !== null) expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).not.toContain('evil.example');
  });
});

/** Sends a raw request line that no normal client would send, and returns the answer. */
function ask(line: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(`${line}\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
  });
}
