import { isIP } from 'node:net';
import { z } from 'zod';

/**
 * An error that stops the process before it starts. Its message is for the person who started it, and names the cause.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .refine((text) => /^https?:\/\/[^/?#]+\/?$/.test(text), 'must be an origin without a path')
  .transform((text) => new URL(text).origin);

const addressOf = (protocol: RegExp, example: string) =>
  z
    .string()
    .refine((text) => hasProtocol(text, protocol), `must look like ${example}`)
    .refine(isDecodable, 'has a % that stands for no character: write % itself as %25');

/** Schema for the address of a network server. */
const serverOf = (protocol: RegExp, example: string) =>
  addressOf(protocol, example).refine(
    (text) => hostOf(text) !== '',
    `names no host: it must look like ${example}`,
  );

/** Schema for a folder or bucket. */
const storage = z
  .string()
  .refine((address) => /^(file:.+|s3:\/\/.+)/.test(address), 'must look like file:<dir> or s3://bucket?…')
  .refine(isDecodable, 'has a % that stands for no character: write % itself as %25');

const milliseconds = (byDefault: number, least = 50) =>
  z.coerce
    .number({ error: 'must be a number of milliseconds' })
    .int('must be a whole number of milliseconds')
    .min(least, `must be at least ${least}`)
    .max(86_400_000, 'must be at most a day')
    .default(byDefault);

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const text = (limit = 4096) => z.string().max(limit, 'is too long');

/** Schema for the secret that signs sessions, from a variable or a file. */
export const secret = z.string().min(16, 'must have at least 16 characters');

/** Every environment variable that the server reads, with format and default. */
export const variablesSchema = z.object({
  NODE_ENV: text().optional(),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a port number')
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or a host name')
    .default('127.0.0.1'),
  PUBLIC_URL: origin.optional(),
  DATABASE_URL: addressOf(/^postgres(ql)?:$/, 'postgres://user:password@host:5432/database').optional(),
  DATABASE_POOL: z.coerce
    .number({ error: 'must be a number of connections' })
    .int('must be a whole number of connections')
    .min(1, 'must be at least 1')
    .max(500, 'must be at most 500')
    .default(10),
  DATA_DIR: text().default('./var'),
  REDIS_URL: serverOf(/^rediss?:$/, 'redis://host:6379')
    .refine(
      hasDatabaseNumber,
      'must end with the number of a database, as redis://host:6379/1, or without one',
    )
    .optional(),
  ROLE: oneOf(['all', 'web', 'worker']).default('all'),
  FEED_URL: serverOf(/^https?:$/, 'https://site.api.espn.com').default('https://site.api.espn.com'),
  FEED_LIVE_INTERVAL_MS: milliseconds(5000),
  FEED_IDLE_INTERVAL_MS: milliseconds(60_000),
  FEED_TIMEOUT_MS: milliseconds(4000),
  FEED_DOUBT_MS: milliseconds(180_000, 0),
  FEED_FROZEN_MS: milliseconds(600_000),
  SESSION_SECRET: secret.optional(),
  SESSION_SECRET_FILE: text().optional(),
  SESSION_SECRET_PREVIOUS: secret.optional(),
  ADMIN_EMAIL: z.email('must be an email address').optional(),
  ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .max(128, 'must have at most 128 characters')
    .optional(),
  ADMIN_MFA: oneOf(['required', 'optional']).optional(),
  REQUIRE_EMAIL_VERIFICATION: oneOf(['true', 'false']).optional(),
  RATE_LIMITS: oneOf(['on', 'off']).default('on'),
  REGISTRATION: oneOf(['open', 'closed']).default('open'),
  SMTP_URL: serverOf(/^smtps?:$/, 'smtp://host:25').optional(),
  SMTP_TIMEOUT_MS: milliseconds(30_000),
  MAIL_FROM: text(320)
    .regex(
      /^([^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must look like Sunday Live <office@example.org>',
    )
    .optional(),
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^B[\w-]{86}$/, 'must be an uncompressed P-256 point in base64url')
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must look like mailto:office@example.org or https://…')
    .optional(),
  PUSH_SERVICES: z.string().transform(entriesOf).pipe(z.array(origin)).optional(),
  STORAGE_URL: storage.optional(),
  BACKUP_URL: storage.optional(),
  BACKUP_HOURS: z.coerce
    .number({ error: 'must be a number of hours' })
    .int('must be a whole number of hours')
    .min(1, 'must be at least 1')
    .max(30, 'must be at most 30')
    .default(24),
  BACKUP_KEEP: z.coerce
    .number({ error: 'must be a number of backups' })
    .int('must be a whole number of backups')
    .min(1, 'must be at least 1')
    .max(1000, 'must be at most 1000')
    .default(14),
  LOG_LEVEL: oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  TRUSTED_PROXIES: z
    .string()
    .refine((list) => entriesOf(list).every(isNetwork), 'must be a list of addresses or networks')
    .optional(),
});

export type Variables = z.infer<typeof variablesSchema>;

/** Splits a list at commas or blanks. */
export function entriesOf(list: string): string[] {
  return list.split(/[\s,]+/).filter((entry) => entry !== '');
}

/** Returns true for an address, or a network such as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function hostOf(text: string): string {
  return URL.canParse(text) ? new URL(text).hostname : '';
}

/** Returns true when the path is a database number. Libraries accept any text there, and fail long after the start. */
function hasDatabaseNumber(text: string): boolean {
  return !URL.canParse(text) || /^\/?\d{0,5}$/.test(new URL(text).pathname);
}

/**
 * Returns true when all percent-encodings are valid. Names, passwords and paths are decoded by us or by libraries,
 * which would throw.
 */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function hasProtocol(text: string, protocol: RegExp): boolean {
  return URL.canParse(text) && protocol.test(new URL(text).protocol);
}
