import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import type { Author } from '../../platform/audit/author.js';
import { InstallationEntity } from '../../platform/database/installation.entity.js';
import { AccountMails } from './account-mails.js';
import { authError } from './auth-error.js';
import { hashPassword } from './password.js';
import { UserEntity } from './user.entity.js';

type RegistrationState = 'open' | 'closed';

/** Decides whether strangers may sign up: as configured, until an admin decides otherwise. */
@Injectable()
export class Registration {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectRepository(InstallationEntity) private readonly installations: Repository<InstallationEntity>,
    private readonly audit: AuditLog,
  ) {}

  async state(): Promise<RegistrationState> {
    const installation = await this.installations.findOneBy({ id: 1 });
    return installation?.registration ?? this.config.registration;
  }

  /** Stores an admin's decision, which then overrides the configuration. */
  async decide(author: Author, state: RegistrationState, why?: string): Promise<void> {
    const before = { state: await this.state() };
    await this.installations.manager.transaction(async (tx) => {
      await tx.update(InstallationEntity, { id: 1 }, { registration: state });
      await this.audit.record(tx, author, { target: 'registration', before, after: { state }, why });
    });
  }
}

/** The public answer to a sign-up, whether or not it created an account. */
const SHOWN = ['id', 'name', 'email', 'emailVerified', 'team', 'timeZone'] as const;

/**
 * Builds the answer to a sign-up. It is the same for a new address and for a known one, whose owner is informed by
 * email instead. (Where addresses need no verification, a new player is signed in at once, which cannot be hidden.)
 */
@Injectable()
export class SignUpAnswer {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly mails: AccountMails,
  ) {}

  /** @throws AppError when the sign-up failed for another reason than a known address */
  async alike(answer: Response, body: Record<string, unknown>): Promise<Response> {
    const text = await answer.text();
    if (answer.ok) return shown(answer.headers, JSON.parse(text));
    const email = String(body.email).toLowerCase();
    const owner = await this.users.findOneBy({ email });
    const error = authError(answer.status, text);
    if (error.code !== 'account-exists' || owner === null) throw error;
    await hashPassword(String(body.password));
    await this.mails.alreadyPlaying(owner);
    return shown(new Headers(), {
      token: null,
      user: { ...body, email, id: randomUUID(), emailVerified: false },
    });
  }
}

function shown(from: Headers, answer: { token: unknown; user: Record<string, unknown> }): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const cookie of from.getSetCookie()) headers.append('set-cookie', cookie);
  const user = Object.fromEntries(SHOWN.map((field) => [field, answer.user[field] ?? null]));
  return new Response(JSON.stringify({ token: answer.token, user }), { headers });
}
