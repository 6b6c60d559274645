import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.js';
import { RateLimit } from '../../platform/http/rate-limit.js';
import { type TestDatabase, testDatabase } from '../../testing/test-database.js';
import { AuthLimits } from './auth-limits.js';

let database: TestDatabase;
let limits: AuthLimits;
let counter: RateLimit;
const config = readConfig({ SESSION_SECRET: 'a secret that only tests use' });
beforeAll(async () => {
  database = await testDatabase();
  counter = new RateLimit(config, database.db);
  limits = new AuthLimits(counter);
});
afterAll(() => database.drop());

const address = () => randomUUID();
const email = () => `${randomUUID()}@test.example`;
const tooMany = { code: 'too-many-requests', retryAfterSeconds: expect.any(Number) };

/** How many of the attempts are let through. */
async function passed(attempts: number, attempt: () => Promise<void>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: attempts }, attempt));
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(tooMany);
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

describe('who knocks too often', () => {
  it('signing up from one address: 30 an hour', async () => {
    const from = address();
    expect(await passed(40, () => limits.before('sign-up/email', from, email()))).toBe(30);
    expect(await passed(1, () => limits.before('sign-up/email', address(), email()))).toBe(1);
  });

  it('at one account, from wherever: 10 a quarter of an hour', async () => {
    const account = email();
    expect(await passed(20, () => limits.before('sign-in/email', address(), account))).toBe(10);
  });

  it('from one address, at whatever account: 50 a quarter of an hour', async () => {
    const from = address();
    expect(await passed(60, () => limits.before('sign-in/email', from, email()))).toBe(50);
  });

  it('for mails to one account: 5 an hour, of either kind', async () => {
    const account = email();
    expect(await passed(4, () => limits.before('request-password-reset', address(), account))).toBe(4);
    expect(await passed(4, () => limits.before('send-verification-email', address(), account))).toBe(1);
  });

  it('is forgotten once the password was right', async () => {
    const account = email();
    const attempt = () => limits.before('sign-in/email', address(), account);
    expect(await passed(9, attempt)).toBe(9);
    await limits.signedIn(account);
    expect(await passed(20, attempt)).toBe(10);
  });

  it('may come back when the window is over', async () => {
    const account = email();
    const attempt = () => limits.before('sign-in/email', address(), account);
    expect(await passed(20, attempt)).toBe(10);
    await database.db.query(`UPDATE rate_limit SET resets_at = now()`);
    expect(await passed(20, attempt)).toBe(10);
  });

  it('is not counted where limits are off', async () => {
    const off = new AuthLimits(new RateLimit({ ...config, rateLimits: false }, database.db));
    const account = email();
    expect(await passed(100, () => off.before('sign-in/email', 'one', account))).toBe(100);
  });
});
