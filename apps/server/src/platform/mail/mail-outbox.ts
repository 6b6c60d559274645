import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AfterCommit } from '../database/after-commit.js';
import { Outboxes } from '../work/outboxes.js';
import { type MailNote, MailStore } from './mail.store.js';
import { MailKinds } from './mail-kinds.js';
import { MailRetention } from './mail-retention.js';
import { MailSecrets } from './mail-secrets.js';
import { MAIL_QUEUE } from './mail-sender.js';

/** A mail to be sent. */
export interface NewMail {
  /** A registered kind. */
  readonly kind: string;
  /** With kind and player what tells it from every other mail: asked for again, it is the same mail. */
  readonly about: string;
  readonly to: string;
  /** Whose mail it is; deleted with the account. */
  readonly player?: string;
  /** What the kind's schema wants. */
  readonly data: object;
  /** Parts of what the schema wants that must not lie in the table in clear: links with tokens. */
  readonly secret?: object;
  /** Not before. */
  readonly dueAt?: Date;
  /** Not after; three days when absent. */
  readonly validUntil?: Date;
}

/** The same mail for many players; `again`: those who were to get it, when it was dropped unsent. The schema also gets each one's `player` (the id), `name` and `timeZone`. */
export interface BulkMail extends Pick<NewMail, 'kind' | 'about' | 'data' | 'validUntil'> {
  readonly again?: boolean;
}

/**
 * Who gets it: a query with the columns id, email, name and "timeZone" of players, and its parameters from $1 on. A column `edition`,
 * if there is one, tells one mail of a player from the next about the same.
 */
export interface Audience {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** The one way to send a mail: it is stored with what it is about, and sent after the commit (rules M1 to M9). */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly store: MailStore,
    private readonly kinds: MailKinds,
    private readonly secrets: MailSecrets,
    private readonly afterCommit: AfterCommit,
    private readonly retention: MailRetention,
    private readonly outboxes: Outboxes,
  ) {}

  /**
   * Stores mails in the caller's transaction. What was asked for before changes nothing, and what its recipient must not
   * get (rules M12, M17) is left out.
   * @param tx the transaction, or `db.manager` for none
   * @returns how many are new
   * @throws when a kind is not registered or its data does not fit: a mistake of the caller
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
    return this.stored(tx, await this.store.add(tx, rows));
  }

  /** The same for any number of players, by one INSERT … SELECT. @returns how many are new */
  async enqueueToPlayers(tx: EntityManager, mail: BulkMail, audience: Audience): Promise<number> {
    const { kind, about, data, validUntil } = mail;
    const known = this.kinds.get(kind);
    known.check({ ...data, player: 'somebody', name: 'Somebody', timeZone: 'UTC' });
    if (mail.again === true) await this.store.forgetDropped(tx, kind, about);
    const added = await this.store.addForPlayers(tx, {
      kind,
      about,
      data,
      priority: known.priority,
      unasked: known.unasked,
      perDay: known.perDay,
      validUntil: validUntil ?? null,
      audience: audience.sql,
      params: audience.params,
    });
    return this.stored(tx, added);
  }

  /** How many of an audience an email of the kind would reach now. */
  async reach(tx: EntityManager, kind: string, audience: Audience): Promise<number> {
    const { unasked, perDay } = this.kinds.get(kind);
    return this.store.countForPlayers(tx, {
      kind,
      unasked,
      perDay,
      audience: audience.sql,
      params: audience.params,
    });
  }

  /** Takes a player who has gone out of what others were sent, and out of what is kept of emails. @param at when the rows went */
  async forget(player: string, name: string, at: Date): Promise<void> {
    await this.store.forgetPlayer(player, name);
    await this.retention.clearKept(at);
  }

  /** What was sent to a player, or is to be; without what it says. */
  sentTo(player: string): Promise<MailNote[]> {
    return this.store.notesOf(player);
  }

  // one function for all: several calls in a transaction announce once
  private readonly announce = (): void => this.outboxes.announce(MAIL_QUEUE);

  private stored(tx: EntityManager, added: number): number {
    if (added > 0) this.afterCommit.call(tx, this.announce);
    return added;
  }
}
