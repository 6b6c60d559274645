import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, Not, type Repository } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import {
  accessResetLetter,
  alreadyPlayingLetter,
  changedAddressLetter,
  goodbyeLetter,
  newAddressLetter,
  resetLetter,
  verificationLetter,
} from './account-letters.js';
import { verificationPage } from './auth-routes.js';
import { UserEntity } from './user.entity.js';

export interface MailAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

const url = z.url({ protocol: /^https?$/ });
const withLink = z.object({ name: z.string(), url });
/** Sent first, because somebody waits for them. */
const PRIORITY = 0;
/** Valid as long as their links. */
const VALID_MS = 3_600_000;
const DAY_MS = 86_400_000;

const VERIFICATION = mailKind({
  kind: 'verification',
  unasked: false,
  priority: PRIORITY,
  schema: withLink,
  write: verificationLetter,
});
const RESET = mailKind({
  kind: 'password-reset',
  unasked: false,
  priority: PRIORITY,
  schema: withLink,
  write: resetLetter,
});
const NEW_ADDRESS = mailKind({
  kind: 'new-address',
  unasked: false,
  priority: PRIORITY,
  schema: withLink,
  write: newAddressLetter,
});
const CHANGED_ADDRESS = mailKind({
  kind: 'changed-address',
  unasked: false,
  schema: z.object({ name: z.string(), email: z.string() }),
  write: changedAddressLetter,
});
const ALREADY_PLAYING = mailKind({
  kind: 'already-playing',
  unasked: false,
  priority: PRIORITY,
  schema: z.object({ name: z.string(), signIn: url, forgot: url }),
  write: alreadyPlayingLetter,
});
const ACCESS_RESET = mailKind({
  kind: 'access-reset',
  unasked: false,
  schema: z.object({ name: z.string(), what: z.enum(['second-factor', 'password']), forgot: url }),
  write: accessResetLetter,
});
const GOODBYE = mailKind({
  kind: 'goodbye',
  unasked: false,
  leavesNothing: true,
  schema: z.object({ name: z.string() }),
  write: goodbyeLetter,
});

/** Emails about an account: links that prove an address, and security messages to its owner. */
@Injectable()
export class AccountMails {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    kinds: MailKinds,
  ) {
    kinds.register(VERIFICATION);
    kinds.register(RESET);
    kinds.register(NEW_ADDRESS);
    kinds.register(CHANGED_ADDRESS);
    kinds.register(ALREADY_PLAYING);
    kinds.register(ACCESS_RESET);
    kinds.register(GOODBYE);
  }

  /**
   * @param link the account library's, which acts when it is opened: the email links to a page with a button instead
   */
  sendVerification(to: MailAccount, link: string): Promise<void> {
    return this.sendLink(VERIFICATION.kind, to, verificationPage(this.config, new URL(link)).href);
  }

  sendReset(to: MailAccount, link: string): Promise<void> {
    return this.sendLink(RESET.kind, to, link);
  }

  /** Sends to the new address that a player wants. */
  confirmNewAddress(to: MailAccount, token: string): Promise<void> {
    return this.sendLink(NEW_ADDRESS.kind, to, this.page(`/confirm-email?token=${token}`));
  }

  /** Sends to the old address, in the transaction that activates the new one. */
  async addressChanged(tx: EntityManager, before: MailAccount, email: string): Promise<void> {
    const { id, name } = before;
    await this.outbox.enqueue(tx, [
      {
        kind: CHANGED_ADDRESS.kind,
        about: randomUUID(),
        to: before.email,
        player: id,
        data: { name, email },
      },
    ]);
  }

  /** Sends to the owner of an address that somebody else tried to use; once a day, for any number of attempts. */
  async alreadyPlaying({ id, email, name }: MailAccount): Promise<void> {
    await this.outbox.enqueue(this.users.manager, [
      {
        kind: ALREADY_PLAYING.kind,
        about: String(Math.floor(this.clock.now().getTime() / DAY_MS)),
        to: email,
        player: id,
        data: { name, signIn: this.page('/sign-in'), forgot: this.page('/forgot-password') },
      },
    ]);
  }

  /** Sends in the transaction in which somebody with a shell or an admin changes how the owner signs in. */
  async accessReset(tx: EntityManager, to: MailAccount, what: 'second-factor' | 'password'): Promise<void> {
    const { id, email, name } = to;
    const data = { name, what, forgot: this.page('/forgot-password') };
    await this.outbox.enqueue(tx, [
      { kind: ACCESS_RESET.kind, about: randomUUID(), to: email, player: id, data },
    ]);
  }

  /** The last email, in the transaction that deletes the account: it belongs to no account. */
  async goodbye(tx: EntityManager, { id, email, name }: MailAccount): Promise<void> {
    await this.outbox.enqueue(tx, [{ kind: GOODBYE.kind, about: id, to: email, data: { name } }]);
  }

  private page(path: string): string {
    return `${this.config.publicUrl}${path}`;
  }

  /**
   * The email's key contains a hash of the link, because the link holds the token. A banned player gets none: the
   * link would work again with the account.
   */
  private async sendLink(kind: string, { id, email, name }: MailAccount, link: string): Promise<void> {
    if (await this.users.existsBy({ id, bannedAt: Not(IsNull()) })) return;
    await this.outbox.enqueue(this.users.manager, [
      {
        kind,
        about: createHash('sha256').update(link).digest('base64url'),
        to: email,
        player: id,
        data: { name },
        secret: { url: link },
        validUntil: new Date(this.clock.now().getTime() + VALID_MS),
      },
    ]);
  }
}
