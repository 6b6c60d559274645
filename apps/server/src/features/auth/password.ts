import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import pLimit from 'p-limit';
import type { Repository } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { AuthLimits } from './auth-limits.js';
import { AccountEntity } from './user.entity.js';

/** OWASP's first choice: argon2id with 19 MiB, two passes, one lane (argon2id is the library's default). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Returns the hash of a password with its own salt, in the usual `$argon2id$…` form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** True when the password belongs to the hash; false for a hash of another kind. */
export async function verifyPassword({
  hash: expected,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  if (!expected.startsWith('$argon2id$')) return false;
  return verify(expected, password.normalize('NFKC'));
}

/** The list has some 49,000 passwords in lower case, the 10,000 most common ones first. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);
/** No list contains repetitions like `aaaaaaaa` and `12121212` in every length. */
const FEWEST_CHARACTERS = 3;

/** The owner of the password. */
interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** True when a password is among those that attackers try first, ignoring case and surrounding spaces (rule X81). */
export function isCommonPassword(password: string): boolean {
  return COMMON.has(folded(password));
}

/** True when a password repeats one or two characters. */
export function isMonotonous(password: string): boolean {
  return new Set(folded(password)).size < FEWEST_CHARACTERS;
}

/** True when a password is its owner's name, address or the part before the @, ignoring case, spaces and punctuation. */
export function isOwnPassword(password: string, { name, email }: PasswordOwner): boolean {
  const said = lettersOf(password);
  return [name, email, email.slice(0, email.lastIndexOf('@'))].some((own) => said === lettersOf(own));
}

function folded(password: string): string {
  return password.normalize('NFKC').trim().toLowerCase();
}

/** Returns only letters and digits; the whole text when it has none. */
function lettersOf(text: string): string {
  return folded(text).replace(/[^\p{L}\p{N}]/gu, '') || folded(text);
}

/** The account library's answer; `authError` turns it into a problem of the field. */
export const OWN_PASSWORD = 'OWN_PASSWORD';

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/**
 * Runs before the account library's routes that set a password: it must not be the owner's name or address (rule
 * X81).
 */
export const refuseOwnPassword = createAuthMiddleware(async (context) => {
  const owner = await ownerOf(context);
  const { password, newPassword }: Record<string, unknown> = context.body ?? {};
  const chosen = newPassword ?? password;
  if (owner !== null && typeof chosen === 'string' && isOwnPassword(chosen, owner))
    throw new APIError('UNPROCESSABLE_ENTITY', { code: OWN_PASSWORD, message: 'own name or address' });
});

/** Null when no password is set, or the player is unknown. */
async function ownerOf(context: Context): Promise<PasswordOwner | null> {
  if (context.path === '/sign-up/email') return context.body;
  if (context.path === '/change-password') return (await getSessionFromCtx(context))?.user ?? null;
  if (context.path !== '/reset-password') return null;
  const { internalAdapter } = context.context;
  const link = await internalAdapter.findVerificationValue(`reset-password:${context.body.token}`);
  return link && internalAdapter.findUserById(link.value);
}

/**
 * Requests that hash a password run a few at a time. Hashing is slow on purpose, and the library holds a database
 * connection meanwhile; a crowd that signs in would leave no connection for players who are signed in.
 */
const AT_ONCE = 3;
/** Maximum number of waiting requests; more would wait too long. */
const MOST_WAITING = 50;
const RETRY_AFTER_S = 5;

/** The queue of everything that hashes a password. */
@Injectable()
export class HashingQueue {
  private readonly queue = pLimit(AT_ONCE);

  /** @throws AppError `busy` when too many requests wait */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.queue.pendingCount >= MOST_WAITING) {
      throw new AppError('busy', undefined, undefined, RETRY_AFTER_S);
    }
    return this.queue(work);
  }
}

/** Asks for the password of the signed-in player again before changes that cannot be undone. */
@Injectable()
export class PasswordCheck {
  constructor(
    @InjectRepository(AccountEntity) private readonly accounts: Repository<AccountEntity>,
    private readonly limits: AuthLimits,
    private readonly hashing: HashingQueue,
  ) {}

  /** @throws AppError `wrong-password`, `too-many-requests` after many of them, `busy` */
  async demand(playerId: string, password: string): Promise<void> {
    await this.limits.beforePassword(playerId);
    const account = await this.accounts.findOneBy({ userId: playerId, providerId: 'credential' });
    const hash = account?.password ?? null;
    const right = hash !== null && (await this.hashing.run(() => verifyPassword({ hash, password })));
    if (!right) throw new AppError('wrong-password');
    await this.limits.passwordRight(playerId);
  }
}
