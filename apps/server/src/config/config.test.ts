import { createECDH } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { ConfigError, variablesSchema } from './variables.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sunday-config-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const SECRET = 'sixteen characters and more';
const read = (env: NodeJS.ProcessEnv) => readConfig({ DATA_DIR: dataDir, SESSION_SECRET: SECRET, ...env });

describe('defaults', () => {
  it('equal the contract', () => {
    expect(read({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      databasePool: 10,
      dataDir,
      redisUrl: null,
      role: 'all',
      feed: {
        url: 'https://site.api.espn.com',
        liveIntervalMs: 5000,
        idleIntervalMs: 60_000,
        timeoutMs: 4000,
        doubtMs: 180_000,
        frozenMs: 600_000,
      },
      sessionSecret: SECRET,
      previousSecret: null,
      admin: null,
      adminMfa: 'optional',
      requireEmailVerification: false,
      rateLimits: true,
      registration: 'open',
      smtpUrl: null,
      smtpTimeoutMs: 30_000,
      mailFrom: 'Sunday Live <no-reply@localhost>',
      push: { vapid: null, subject: 'mailto:no-reply@localhost', services: [] },
      storageUrl: `file:${join(dataDir, 'reports')}`,
      backups: { url: null, everyHours: 24, keep: 14 },
      production: false,
      demo: false,
      logLevel: 'info',
      trustedProxies: [],
    });
  });

  it('follow from other settings', () => {
    const config = read({
      PORT: '8080',
      SMTP_URL: 'smtp://mail:1025',
      NODE_ENV: 'production',
      TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1',
    });
    expect(config).toMatchObject({
      publicUrl: 'http://localhost:8080',
      requireEmailVerification: true,
      adminMfa: 'required',
      trustedProxies: ['10.0.0.0/8', '127.0.0.1'],
    });
  });

  it('apply to empty variables, which docker compose passes on', () => {
    expect(read({ PORT: '', REDIS_URL: '', ROLE: '' })).toMatchObject({
      port: 3000,
      redisUrl: null,
      role: 'all',
    });
  });

  it('store data in ./var', () => {
    expect(readConfig({ SESSION_SECRET: SECRET }).dataDir).toBe(resolve('var'));
  });
});

describe('a value that is not valid', () => {
  const WRONG = [
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['PUBLIC_URL', 'https://example.org/path'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_POOL', '0'],
    ['REDIS_URL', 'http://x'],
    ['ROLE', 'boss'],
    ['FEED_URL', 'espn'],
    ['FEED_LIVE_INTERVAL_MS', '-1'],
    ['FEED_IDLE_INTERVAL_MS', 'soon'],
    ['FEED_TIMEOUT_MS', '1.5'],
    ['SESSION_SECRET', 'short'],
    ['ADMIN_EMAIL', 'admin'],
    ['ADMIN_PASSWORD', 'short'],
    ['ADMIN_MFA', 'maybe'],
    ['REQUIRE_EMAIL_VERIFICATION', 'yes'],
    ['RATE_LIMITS', 'none'],
    ['REGISTRATION', 'ajar'],
    ['SMTP_URL', 'mail.example.org'],
    ['VAPID_PUBLIC_KEY', 'short'],
    ['VAPID_PRIVATE_KEY', 'short'],
    ['VAPID_SUBJECT', 'office'],
    ['PUSH_SERVICES', 'ftp://x'],
    ['STORAGE_URL', 'ftp://x'],
    ['BACKUP_URL', 'ftp://x'],
    ['BACKUP_URL', 's3://key:100%@bucket'],
    ['BACKUP_HOURS', '31'],
    ['BACKUP_KEEP', '0'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXIES', 'my proxy'],
    ['TRUSTED_PROXIES', 'abc'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1, 300.1.1.1'],
    ['SMTP_URL', 'smtp://'],
    ['SMTP_URL', 'smtp://user:100%@mail.example.org'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis://127.0.0.1:6379/x'],
    ['REDIS_URL', 'redis://127.0.0.1:6379/-1'],
    ['REDIS_URL', 'redis://127.0.0.1:6379/1/2'],
    ['DATABASE_URL', 'postgres://user:100%@host/db'],
    ['STORAGE_URL', 's3://key:100%@bucket'],
    ['MAIL_FROM', 'Sunday Live'],
    ['FEED_DOUBT_MS', '-1'],
    ['FEED_FROZEN_MS', 'never'],
    ['SESSION_SECRET_PREVIOUS', 'short'],
    ['SESSION_SECRET_FILE', 'x'.repeat(5000)],
    ['SMTP_TIMEOUT_MS', '0'],
    ['DATA_DIR', 'x'.repeat(5000)],
    ['NODE_ENV', 'x'.repeat(5000)],
  ] as const;

  it.each(WRONG)('%s=%s stops with an error that names it', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(ConfigError);
    expect(() => read({ [name]: value })).toThrow(name);
  });

  it('is tested for every variable', () => {
    const tried = new Set<string>(WRONG.map(([name]) => name));
    expect(Object.keys(variablesSchema.shape).filter((name) => !tried.has(name))).toEqual([]);
  });
});

describe('a contradiction', () => {
  it('RATE_LIMITS=off in production', () => {
    expect(() => read({ NODE_ENV: 'production', RATE_LIMITS: 'off' })).toThrow(/RATE_LIMITS/);
    expect(read({ RATE_LIMITS: 'off' }).rateLimits).toBe(false);
  });

  it('production without SESSION_SECRET', () => {
    expect(() => readConfig({ DATA_DIR: dataDir, NODE_ENV: 'production' })).toThrow(/SESSION_SECRET/);
  });

  it('another push service in production', () => {
    const PUSH_SERVICES = 'http://127.0.0.1:4000, https://push.example.org';
    expect(() => read({ NODE_ENV: 'production', PUSH_SERVICES })).toThrow(/PUSH_SERVICES/);
    expect(read({ PUSH_SERVICES }).push.services).toEqual([
      'http://127.0.0.1:4000',
      'https://push.example.org',
    ]);
  });

  it('half a pair of push keys', () => {
    const pair = createECDH('prime256v1');
    const secret = Buffer.alloc(32, 7);
    pair.setPrivateKey(secret);
    const [publicKey, privateKey] = [pair.getPublicKey('base64url'), secret.toString('base64url')];
    const other = createECDH('prime256v1').generateKeys('base64url');
    expect(() => read({ VAPID_PUBLIC_KEY: other, VAPID_PRIVATE_KEY: privateKey })).toThrow(
      /VAPID_PUBLIC_KEY does not belong/,
    );
    expect(() => read({ VAPID_PUBLIC_KEY: publicKey })).toThrow(/VAPID_PRIVATE_KEY/);
    expect(() => read({ VAPID_PRIVATE_KEY: privateKey })).toThrow(/VAPID_PUBLIC_KEY/);
    expect(read({ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey }).push.vapid).toEqual({
      publicKey,
      privateKey,
    });
  });

  it('half an admin', () => {
    expect(() => read({ ADMIN_EMAIL: 'a@b.example' })).toThrow(/ADMIN_PASSWORD/);
    expect(() => read({ ADMIN_PASSWORD: 'long enough' })).toThrow(/ADMIN_EMAIL/);
  });
});

describe('a secret in a file', () => {
  const file = () => join(dataDir, 'secret');

  it('is its trimmed content, also in production', () => {
    writeFileSync(file(), `  ${SECRET}\n`);
    const config = readConfig({ DATA_DIR: dataDir, NODE_ENV: 'production', SESSION_SECRET_FILE: file() });
    expect(config.sessionSecret).toBe(SECRET);
  });

  it('is not read when SESSION_SECRET is set', () => {
    expect(read({ SESSION_SECRET_FILE: '/nowhere' }).sessionSecret).toBe(SECRET);
  });

  it.each([
    ['does not exist', () => undefined],
    ['is too short', () => writeFileSync(file(), 'short')],
  ])('that %s stops with an error that names the variable', (_, prepare) => {
    prepare();
    const start = () => readConfig({ DATA_DIR: dataDir, SESSION_SECRET_FILE: file() });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(/SESSION_SECRET_FILE/);
  });
});

describe('the secret of a data directory', () => {
  it('is created once, readable by its owner only, and read again', () => {
    const first = readConfig({ DATA_DIR: dataDir }).sessionSecret;
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(readConfig({ DATA_DIR: dataDir }).sessionSecret).toBe(first);
    expect(readFileSync(join(dataDir, 'session-secret'), 'utf8')).toBe(first);
    expect(statSync(join(dataDir, 'session-secret')).mode & 0o077).toBe(0);
  });

  it('names DATA_DIR when that cannot be a folder', () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    expect(() => readConfig({ DATA_DIR: file })).toThrow(/DATA_DIR/);
  });
});
