import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.js';
import { RateLimitEntity } from '../../platform/http/rate-limit.entity.js';
import { RateLimit } from '../../platform/http/rate-limit.js';
import { type TestDatabase, testDatabase } from '../../testing/test-database.js';
import { AuthLimits } from './auth-limits.js';

let database: TestDatabase;
let limits: AuthLimits;
let counter: RateLimit;
const config = readConfig({ SESSION_SECRET: 'a secret that only tests use' });
beforeAll(async () => {
  database = await testDatabase();
  counter = new RateLimit(config, database.db.getRepository(RateLimitEntity));
  limits = new AuthLimits(counter, { requireEmailVerification: true });
});
afterAll(() => database.drop());

const address = () => randomUUID();
const email = () => `${randomUUID()}@test.example`;
const tooMany = { code: 'too-many-requests', retryAfterSeconds: expect.any(Number) };

/** Returns how many of the attempts are admitted. */
async function passed(attempts: number, attempt: () => Promise<unknown>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: attempts }, attempt));
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(tooMany);
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

describe('attempts that are too many', () => {
  it('signing up from one address: 30 an hour', async () => {
    const from = address();
    expect(await passed(40, () => limits.before('sign-up/email', from, email()))).toBe(30);
    expect(await passed(1, () => limits.before('sign-up/email', address(), email()))).toBe(1);
  });

  it('X38: emails to one mailbox, however its address is written', async () => {
    const name = randomUUID();
    let i = 0;
    const spelled = () => {
      i += 1;
      return (
        [`${name}+${i}@test.example`, `${name.replace('-', '-.')}@TEST.example`, `${name}@test.example`][
          i % 3
        ] ?? ''
      );
    };
    expect(await passed(12, () => limits.before('sign-up/email', address(), spelled()))).toBe(5);
    expect(await passed(12, () => limits.before('request-password-reset', address(), spelled()))).toBe(5);
    expect(await passed(12, () => limits.beforeNewAddress(email(), spelled()))).toBe(5);
    expect(await passed(1, () => limits.before('sign-up/email', address(), `x${name}@test.example`))).toBe(1);
  });

  it('X35: at one account: 10 failures a quarter of an hour from one address, 30 from anywhere', async () => {
    const account = email();
    const from = address();
    expect(await passed(20, () => limits.before('sign-in/email', from, account))).toBe(10);
    // a stranger's failures do not lock out the owner at another address
    expect(await passed(50, () => limits.before('sign-in/email', address(), account))).toBe(20);
  });

  it('X33: an IPv6 address counts with its whole /64', async () => {
    let i = 0;
    const somewhere = (net: string) => () => {
      i += 1;
      return limits.before('sign-up/email', `${net}::${i.toString(16)}`, email());
    };
    expect(await passed(40, somewhere('2001:db8:7:8'))).toBe(30);
    expect(await passed(1, somewhere('2001:db8:7:9'))).toBe(1);
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

  it('X36: a success takes back its own attempt and pays for no failure', async () => {
    const account = email();
    const from = address();
    const attempt = () => limits.before('sign-in/email', from, account);
    expect(await passed(9, attempt)).toBe(9);
    for (let i = 0; i < 30; i += 1) await limits.succeeded(await attempt());
    expect(await passed(20, attempt)).toBe(1);
  });

  it('X36: nor does a right password among those asked for again', async () => {
    const player = randomUUID();
    const attempt = () => limits.beforePassword(player);
    expect(await passed(9, attempt)).toBe(9);
    for (let i = 0; i < 30; i += 1) {
      await attempt();
      await limits.passwordRight(player);
    }
    expect(await passed(20, attempt)).toBe(1);
  });

  it('X35: a reset by email lifts what strangers have counted, for this account alone', async () => {
    const [account, other] = [email(), email()];
    const from = address();
    for (const who of [account, other])
      expect(await passed(20, () => limits.before('sign-in/email', from, who))).toBe(10);
    await limits.liftAfterReset(randomUUID(), account);
    expect(await passed(20, () => limits.before('sign-in/email', from, account))).toBe(10);
    expect(await passed(20, () => limits.before('sign-in/email', from, other))).toBe(0);
  });

  it('X38: confirmations to a new address: 5 a day, from all senders', async () => {
    const wanted = email();
    const ask = () => limits.beforeNewAddress(email(), wanted);
    expect(await passed(20, ask)).toBe(5);
  });

  it('may come back when the window is over', async () => {
    const account = email();
    const from = address();
    const attempt = () => limits.before('sign-in/email', from, account);
    expect(await passed(20, attempt)).toBe(10);
    await database.db.query(`UPDATE rate_limit SET resets_at = now()`);
    expect(await passed(20, attempt)).toBe(10);
  });

  it('is not counted where limits are off', async () => {
    const off = new AuthLimits(
      new RateLimit({ ...config, rateLimits: false }, database.db.getRepository(RateLimitEntity)),
      config,
    );
    const account = email();
    expect(await passed(100, () => off.before('sign-in/email', 'one', account))).toBe(100);
  });
});
