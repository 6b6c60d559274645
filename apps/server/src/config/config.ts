import { createECDH } from 'node:crypto';
import { join, resolve } from 'node:path';
import { secretIn, storedSecret } from './session-secret.js';
import { ConfigError, entriesOf, type Variables, variablesSchema } from './variables.js';

/** The configuration of the process, read once at the start. No other code reads the environment. */
export interface Config {
  /** 0: any free port, replaced by the real one before anything is assembled */
  readonly port: number;
  readonly host: string;
  /** Origin that users see, without a trailing slash. */
  readonly publicUrl: string;
  /** null: embedded PostgreSQL under `dataDir` */
  readonly databaseUrl: string | null;
  readonly databasePool: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** null: in-process bus, and jobs on PostgreSQL */
  readonly redisUrl: string | null;
  readonly role: 'all' | 'web' | 'worker';
  readonly feed: {
    readonly url: string;
    readonly liveIntervalMs: number;
    readonly idleIntervalMs: number;
    readonly timeoutMs: number;
    /** How long the feed must name a doubtful current week before it is accepted; 0: at once. */
    readonly doubtMs: number;
    /** How long clocks of games in progress may stay unchanged before the feed counts as frozen. */
    readonly frozenMs: number;
  };
  readonly sessionSecret: string;
  /** The former secret, with which older data was sealed and can still be opened; null: none. */
  readonly previousSecret: string | null;
  /** The first admin, created when no admin exists. */
  readonly admin: { readonly email: string; readonly password: string } | null;
  readonly adminMfa: 'required' | 'optional';
  readonly requireEmailVerification: boolean;
  readonly rateLimits: boolean;
  readonly registration: 'open' | 'closed';
  /** null: emails are written as files to `dataDir`/mail */
  readonly smtpUrl: string | null;
  /** Timeout for one answer of the mail server. */
  readonly smtpTimeoutMs: number;
  readonly mailFrom: string;
  readonly push: {
    /** null: created once and stored in the database */
    readonly vapid: { readonly publicKey: string; readonly privateKey: string } | null;
    /** Contact for the push service: `mailto:` or `https:`. */
    readonly subject: string;
    /** Origins that count as push services besides the known ones; for tests. */
    readonly services: readonly string[];
  };
  /** `file:<dir>` or `s3://bucket?…` */
  readonly storageUrl: string;
  readonly backups: {
    /** As `storageUrl`; null: no scheduled backups. */
    readonly url: string | null;
    /** Age of the newest one at which the next is made. */
    readonly everyHours: number;
    /** Number of verified ones that rotation keeps. */
    readonly keep: number;
  };
  readonly production: boolean;
  /** Set by the start script in the same process, never by the environment. */
  readonly demo: boolean;
  readonly logLevel: NonNullable<Variables['LOG_LEVEL']>;
  /** Addresses or networks whose `X-Forwarded-For` is trusted; empty: none. */
  readonly trustedProxies: readonly string[];
}

/** Injection token: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('CONFIG');

/**
 * Reads and validates the environment. An empty variable counts as absent.
 * @throws ConfigError that names the variable
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = variablesSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
    );
  }
  return assemble(parsed.data);
}

function assemble(variables: Variables): Config {
  const production = variables.NODE_ENV === 'production';
  refuseContradictions(variables, production);
  const dataDir = resolve(variables.DATA_DIR);
  const publicUrl = variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`;
  return {
    port: variables.PORT,
    host: variables.HOST,
    publicUrl,
    databaseUrl: variables.DATABASE_URL ?? null,
    databasePool: variables.DATABASE_POOL,
    dataDir,
    redisUrl: variables.REDIS_URL ?? null,
    role: variables.ROLE,
    feed: {
      url: variables.FEED_URL.replace(/\/+$/, ''),
      liveIntervalMs: variables.FEED_LIVE_INTERVAL_MS,
      idleIntervalMs: variables.FEED_IDLE_INTERVAL_MS,
      timeoutMs: variables.FEED_TIMEOUT_MS,
      doubtMs: variables.FEED_DOUBT_MS,
      frozenMs: variables.FEED_FROZEN_MS,
    },
    sessionSecret: sessionSecret(variables, dataDir),
    previousSecret: variables.SESSION_SECRET_PREVIOUS ?? null,
    admin:
      variables.ADMIN_EMAIL !== undefined && variables.ADMIN_PASSWORD !== undefined
        ? { email: variables.ADMIN_EMAIL.toLowerCase(), password: variables.ADMIN_PASSWORD }
        : null,
    adminMfa: variables.ADMIN_MFA ?? (production ? 'required' : 'optional'),
    requireEmailVerification:
      variables.REQUIRE_EMAIL_VERIFICATION === undefined
        ? variables.SMTP_URL !== undefined
        : variables.REQUIRE_EMAIL_VERIFICATION === 'true',
    rateLimits: variables.RATE_LIMITS === 'on',
    registration: variables.REGISTRATION,
    smtpUrl: variables.SMTP_URL ?? null,
    smtpTimeoutMs: variables.SMTP_TIMEOUT_MS,
    mailFrom: variables.MAIL_FROM ?? `Sunday Live <no-reply@${new URL(publicUrl).hostname}>`,
    push: {
      vapid:
        variables.VAPID_PUBLIC_KEY !== undefined && variables.VAPID_PRIVATE_KEY !== undefined
          ? { publicKey: variables.VAPID_PUBLIC_KEY, privateKey: variables.VAPID_PRIVATE_KEY }
          : null,
      subject:
        variables.VAPID_SUBJECT ??
        (publicUrl.startsWith('https:') ? publicUrl : `mailto:no-reply@${new URL(publicUrl).hostname}`),
      services: variables.PUSH_SERVICES ?? [],
    },
    storageUrl: variables.STORAGE_URL ?? `file:${join(dataDir, 'reports')}`,
    backups: {
      url: variables.BACKUP_URL ?? null,
      everyHours: variables.BACKUP_HOURS,
      keep: variables.BACKUP_KEEP,
    },
    production,
    demo: false,
    logLevel: variables.LOG_LEVEL,
    trustedProxies: entriesOf(variables.TRUSTED_PROXIES ?? ''),
  };
}

function sessionSecret(variables: Variables, dataDir: string): string {
  const { SESSION_SECRET: given, SESSION_SECRET_FILE: file } = variables;
  if (given !== undefined) return given;
  return file === undefined ? storedSecret(dataDir) : secretIn(file);
}

function refuseContradictions(variables: Variables, production: boolean): void {
  if (production && variables.SESSION_SECRET === undefined && variables.SESSION_SECRET_FILE === undefined) {
    throw new ConfigError('SESSION_SECRET or SESSION_SECRET_FILE is required when NODE_ENV=production');
  }
  if (production && variables.RATE_LIMITS === 'off') {
    throw new ConfigError('RATE_LIMITS=off is refused when NODE_ENV=production');
  }
  if (production && variables.PUSH_SERVICES !== undefined) {
    throw new ConfigError('PUSH_SERVICES is refused when NODE_ENV=production');
  }
  if (variables.VAPID_PUBLIC_KEY !== undefined && variables.VAPID_PRIVATE_KEY === undefined) {
    throw new ConfigError('VAPID_PRIVATE_KEY is required when VAPID_PUBLIC_KEY is set');
  }
  if (variables.VAPID_PRIVATE_KEY !== undefined && variables.VAPID_PUBLIC_KEY === undefined) {
    throw new ConfigError('VAPID_PUBLIC_KEY is required when VAPID_PRIVATE_KEY is set');
  }
  if (variables.VAPID_PUBLIC_KEY !== undefined && variables.VAPID_PRIVATE_KEY !== undefined) {
    demandPair(variables.VAPID_PUBLIC_KEY, variables.VAPID_PRIVATE_KEY);
  }
  if (variables.ADMIN_EMAIL !== undefined && variables.ADMIN_PASSWORD === undefined) {
    throw new ConfigError('ADMIN_PASSWORD is required when ADMIN_EMAIL is set');
  }
  if (variables.ADMIN_PASSWORD !== undefined && variables.ADMIN_EMAIL === undefined) {
    throw new ConfigError('ADMIN_EMAIL is required when ADMIN_PASSWORD is set');
  }
}

/**
 * Checks that both keys form a pair. Push services refuse every message signed with another key than the one that
 * devices know.
 */
function demandPair(publicKey: string, privateKey: string): void {
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  } catch {
    throw new ConfigError('VAPID_PRIVATE_KEY is not a private key of the curve P-256');
  }
  if (pair.getPublicKey('base64url') !== publicKey) {
    throw new ConfigError('VAPID_PUBLIC_KEY does not belong to VAPID_PRIVATE_KEY');
  }
}
