import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../async/clock.js';
import { playerSteps } from '../database/player-steps.sql.js';
import { AfterCommit } from '../database/statements.js';
import { Chores } from '../work/chores.js';
import { Outboxes } from '../work/outboxes.js';
import { Delivery } from './delivery.js';
import {
  addMails,
  addMailsForPlayers,
  type BulkRows,
  countPlayers,
  forgetDropped,
  forgetInMails,
  goneMails,
  type MailNote,
  mailsOf,
  removeSettled,
} from './mail.sql.js';
import { MailKinds } from './mail-kind.js';
import { MailSecrets } from './mail-secrets.js';
import { MAIL_QUEUE } from './mail-sender.js';

/** Settled emails are kept this long, so that a repeated request finds them and admins can look up failures. */
export const KEPT_DAYS = 90;
/** Emails without an account, such as a goodbye: the address is deleted soon after the account. */
export const KEPT_DAYS_OF_NOBODY = 7;
/** Younger email files may still be written. */
const KEPT_MS = 3_600_000;

/** Removes emails that were settled long ago, every hour. */
@Injectable()
export class MailRetention {
  constructor(
    private readonly manager: EntityManager,
    private readonly delivery: Delivery,
    private readonly clock: Clock,
    chores: Chores,
  ) {
    chores.register({ name: 'old emails', run: () => this.clear() });
  }

  /** @returns the number of deleted emails */
  async clear(): Promise<number> {
    const own = await removeSettled(this.manager, KEPT_DAYS, 'anybody');
    const nobodys = await removeSettled(this.manager, KEPT_DAYS_OF_NOBODY, 'nobody');
    await this.clearKept(new Date(this.clock.now().getTime() - KEPT_MS));
    return own + nobodys;
  }

  /** Removes files of emails that were stored before a moment and are no longer in the table. */
  clearKept(before: Date): Promise<void> {
    return this.delivery.clear(before, (mails) => goneMails(this.manager, mails));
  }
}

/** An email to be sent. */
export interface NewMail {
  /** A registered kind. */
  readonly kind: string;
  /** Identifies the email together with kind and player; a second request with the same three is ignored. */
  readonly about: string;
  readonly to: string;
  /** The recipient's account, with which the row is deleted. */
  readonly player?: string;
  /** Data by the kind's schema, without the secret part. */
  readonly data: object;
  /** The part of the data that is stored encrypted: links with tokens. */
  readonly secret?: object;
  /** Earliest time; now when absent. */
  readonly dueAt?: Date;
  /** Latest time; in three days when absent. */
  readonly validUntil?: Date;
}

/**
 * The same email for many players. The schema also gets each player's `player` (the id), `name` and `timeZone`. `again` includes players for whom an
 * earlier one was dropped.
 */
interface BulkMail extends Pick<NewMail, 'kind' | 'about' | 'data' | 'validUntil'> {
  readonly again?: boolean;
}

/**
 * Recipients: a query with the columns id, email, name and "timeZone" of players, and its parameters from $1 on. An optional column `edition`
 * distinguishes several emails to a player about the same matter.
 */
export interface Audience {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Stores emails in the transaction of their cause; they are sent after the commit (rules M1 to M9). The only way to send an email. */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly manager: EntityManager,
    @Inject(CONFIG) private readonly config: Config,
    private readonly kinds: MailKinds,
    private readonly secrets: MailSecrets,
    private readonly afterCommit: AfterCommit,
    private readonly retention: MailRetention,
    private readonly outboxes: Outboxes,
  ) {}

  /**
   * Stores emails in the caller's transaction. Known emails change nothing, and those that their recipient must not
   * get (rules M12, M17) are omitted.
   * @param tx the transaction, or `db.manager` for none
   * @returns the number of new emails
   * @throws when a kind is not registered or its data does not fit its schema: a mistake of the caller
   */
  async enqueue(tx: EntityManager, mails: readonly NewMail[]): Promise<number> {
    if (mails.length === 0) return 0;
    const rows = mails.map(({ kind, about, to, player, data, secret, dueAt, validUntil }) => {
      const known = this.kinds.get(kind);
      known.check({ ...data, ...secret });
      if (known.unasked && player === undefined) throw new Error(`an email ${kind} needs a player`);
      return {
        key: [kind, about, ...(player === undefined ? [] : [player])].join(':'),
        kind,
        recipient: to,
        player: player ?? null,
        priority: known.priority,
        unasked: known.unasked,
        perDay: known.perDay,
        data,
        secret: secret === undefined ? null : this.secrets.seal(secret),
        dueAt: dueAt ?? null,
        validUntil: validUntil ?? null,
      };
    });
    return this.stored(tx, await addMails(tx, this.config, rows));
  }

  /** Stores one email for each player of an audience, by one INSERT … SELECT. @returns the number of new emails */
  async enqueueToPlayers(tx: EntityManager, mail: BulkMail, audience: Audience): Promise<number> {
    const rows = this.bulkRows(mail, audience);
    if (mail.again === true) await forgetDropped(tx, mail.kind, mail.about);
    return this.stored(tx, await addMailsForPlayers(tx, this.config, rows));
  }

  /**
   * Does the same in steps of some thousand players, each in its own transaction: for emails to everybody. Run again
   * after an interruption, it stores the rest.
   * @param audience its query also has the column n
   * @param signal ends the work after a step
   * @returns the number of new emails
   */
  async planForPlayers(mail: BulkMail, audience: Audience, signal: AbortSignal): Promise<number> {
    const { manager } = this;
    const rows = this.bulkRows(mail, audience);
    if (mail.again === true) await forgetDropped(manager, mail.kind, mail.about);
    let added = 0;
    for await (const step of playerSteps(manager, signal))
      added += this.stored(manager, await addMailsForPlayers(manager, this.config, { ...rows, step }));
    return added;
  }

  private bulkRows({ kind, about, data, validUntil }: BulkMail, { sql, params }: Audience): BulkRows {
    const { priority, unasked, perDay, check } = this.kinds.get(kind);
    check({ ...data, player: 'somebody', name: 'Somebody', timeZone: 'UTC' });
    return {
      kind,
      about,
      data,
      priority,
      unasked,
      perDay,
      validUntil: validUntil ?? null,
      audience: sql,
      params,
    };
  }

  /** Counts the players of an audience who could get an email of the kind now. */
  async reach(tx: EntityManager, kind: string, audience: Audience): Promise<number> {
    const { unasked, perDay } = this.kinds.get(kind);
    return countPlayers(tx, this.config, {
      kind,
      unasked,
      perDay,
      audience: audience.sql,
      params: audience.params,
    });
  }

  /** Removes a deleted player from emails to others and from email files. @param at when the player's rows were deleted */
  async forget(player: string, name: string, at: Date): Promise<void> {
    await forgetInMails(this.manager, player, name);
    await this.retention.clearKept(at);
  }

  /** Lists the emails of a player, sent and waiting, without their content. */
  sentTo(player: string): Promise<MailNote[]> {
    return mailsOf(this.manager, player);
  }

  // one function for all: several calls in a transaction announce once
  private readonly announce = (): void => this.outboxes.announce(MAIL_QUEUE);

  private stored(tx: EntityManager, added: number): number {
    if (added > 0) this.afterCommit.call(tx, this.announce);
    return added;
  }
}
