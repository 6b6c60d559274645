import { longPollAnswerSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Clock, ClockWatch } from './platform/async/clock.js';
import { cookieOf, mailTo, signUp, startTestServer, type TestServer, totpCode } from './testing/index.js';
import { emptyDatabase, queryOnce } from './testing/test-database.js';

const HOUR_MS = 3_600_000;
const FACTOR = { email: 'boss@test.example', password: 'a long password' };

/** Functions that shadow PostgreSQL's own, so that the machine's clock seems to be hours off. */
const SHIFTED = `
  CREATE SCHEMA shifted;
  CREATE TABLE shifted.clock (shift interval NOT NULL);
  INSERT INTO shifted.clock VALUES ('0');
  CREATE FUNCTION shifted.now() RETURNS timestamptz STABLE LANGUAGE sql
    AS 'SELECT pg_catalog.now() + shift FROM shifted.clock';
  CREATE FUNCTION shifted.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
    AS 'SELECT pg_catalog.clock_timestamp() + shift FROM shifted.clock';
`;

/** Times are by the database's clock. */
describe.each([5, -3])('X90: the database’s clock is %i h ahead of the machine’s', (hours) => {
  let server: TestServer;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  const close: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    database = await emptyDatabase();
    close.push(() => database.drop());
    await queryOnce(database.url, SHIFTED);
    const { pathname } = new URL(database.url);
    await queryOnce(
      database.url,
      `ALTER DATABASE ${pathname.slice(1)} SET search_path = public, shifted, pg_catalog`,
    );
    await queryOnce(database.url, `UPDATE shifted.clock SET shift = '${hours} hours'`);
    server = await startTestServer({ databaseUrl: database.url, admin: FACTOR });
    close.push(() => server.close());
  }, 60_000);
  afterAll(async () => {
    for (const step of close.reverse()) await step();
  });

  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${server.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
      body: JSON.stringify(body),
    });
  /** How far a moment is ahead of the machine's clock, in hours, rounded to the minute. */
  const ahead = (moment: Date | string) =>
    Math.round(((new Date(moment).getTime() - Date.now()) / HOUR_MS) * 60) / 60;
  const one = async (sql: string): Promise<Date> => (await server.db.query(sql))[0].at;

  async function resetToken(email: string): Promise<string> {
    await post('request-password-reset', { email });
    const { link } = await mailTo(server, email, /new password/);
    return /reset-password\/([^?]+)/.exec(link)?.[1] ?? '';
  }

  it('pages get the database’s time', async () => {
    const { cookie } = await signUp(server.url);
    const answer = await fetch(`${server.url}/api/leagues/everyone/live?wait=0`, {
      headers: { cookie, 'x-requested-with': 'sunday-live' },
    });
    const { serverTime } = longPollAnswerSchema.parse(await answer.json());
    expect(ahead(serverTime)).toBeCloseTo(hours, 1);
  });

  it('links in emails are valid for an hour by the database’s clock, and their emails are sent', async () => {
    const { email } = await signUp(server.url);
    const token = await resetToken(email);
    const ends = await one('SELECT max("expiresAt") AS at FROM "verification"');
    expect(ahead(ends)).toBeCloseTo(hours + 1, 1);
    expect(ahead(await one(`SELECT max(valid_until) AS at FROM mail`))).toBeCloseTo(hours + 1, 1);
    expect((await post('reset-password', { token, newPassword: 'another horse' })).status).toBe(200);

    const { email: other } = await signUp(server.url);
    const old = await resetToken(other);
    await server.db.query(`UPDATE "verification" SET "expiresAt" = now() - interval '1 minute'`);
    expect((await post('reset-password', { token: old, newPassword: 'another horse' })).status).toBe(422);
  });

  it('a session follows the database’s clock, also in the authentication library', async () => {
    const { cookie, id } = await signUp(server.url);
    expect(ahead(await one('SELECT max("createdAt") AS at FROM "session"'))).toBeCloseTo(hours, 1);
    const seen = await fetch(`${server.url}/api/auth/get-session`, { headers: { cookie } });
    expect((await seen.json()).user.id).toBe(id);
  });

  it('a code of an authenticator app is refused until the clock is set, and readiness says why', async () => {
    const ready = await (await fetch(`${server.url}/readyz`)).json();
    expect(ready).toMatchObject({
      status: 'degraded',
      parts: { clock: { status: 'degraded', reason: expect.stringContaining('set it') } },
    });
    const cookie = cookieOf(await post('sign-in/email', FACTOR));
    const { totpURI } = await (await post('two-factor/enable', { password: FACTOR.password }, cookie)).json();
    const code = totpCode(totpURI);
    expect((await post('two-factor/verify-totp', { code }, cookie)).status).toBe(503);

    await queryOnce(database.url, `UPDATE shifted.clock SET shift = '0'`);
    await server.app.get(ClockWatch, { strict: false }).look();
    expect(server.app.get(Clock, { strict: false }).aheadMs).toBe(0);
    expect((await post('two-factor/verify-totp', { code }, cookie)).status).toBe(200);
  });
});
