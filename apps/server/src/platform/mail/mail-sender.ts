import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Counter, Gauge } from 'prom-client';
import { EntityManager, MoreThan, type Repository } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { PAST } from '../database/statements.js';
import { Metrics } from '../health/metrics.js';
import { OutsideServices } from '../health/outside-services.js';
import { Log } from '../logging/log.module.js';
import { claimRow, endRow, releaseRow, removeRow, repeatRow } from '../work/outbox.sql.js';
import { Outboxes } from '../work/outboxes.js';
import { backOff } from '../work/work-queue.js';
import { Delivery, DeliveryError, type DeliveryTrouble, type Parcel } from './delivery.js';
import type { Letter } from './letter.js';
import { MailServerEntity } from './mail.entity.js';
import { addressOf, type ClaimedMail, dropLate, MAILS, waitingMails } from './mail.sql.js';
import { MailKinds } from './mail-kind.js';
import { MailSecrets, messageIdOf } from './mail-secrets.js';

/** Outcome of an attempt. `failed`: its text could not be written; `lost`: another attempt has taken the row over. */
type MailOutcome = 'sent' | 'failed' | 'dropped' | 'lost' | DeliveryTrouble;

/** Metrics of the outbox. */
@Injectable()
export class MailMetrics {
  readonly mails: Counter<'kind' | 'outcome'>;
  readonly waiting: Gauge;
  readonly oldest: Gauge;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.mails = new Counter({
      name: 'mails_total',
      help: 'Attempts to send an email by outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.waiting = new Gauge({ name: 'mails_waiting', help: 'Emails that are to be sent', registers });
    this.oldest = new Gauge({
      name: 'mails_oldest_seconds',
      help: 'How long the oldest email that is due has been waiting',
      registers,
    });
  }
}

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** State of the mail server, shared by all workers: while it fails, one email is tried after each pause and no other. */
@Injectable()
export class MailServerState {
  constructor(
    @InjectRepository(MailServerEntity) private readonly servers: Repository<MailServerEntity>,
    private readonly outside: OutsideServices,
  ) {}

  /** Starts a pause for all workers, longer each time. Attempts that fail together count once. */
  async failed(error: string): Promise<void> {
    const { failures } = await this.servers.findOneByOrFail({ id: 1 });
    await this.servers
      .createQueryBuilder()
      .update()
      .set({
        failures: failures + 1,
        lastError: error,
        retryAt: () => 'now() + make_interval(secs => :pause::float / 1000)',
      })
      .where({ failures, retryAt: PAST })
      .setParameters({ pause: backOff(failures, FIRST_MS, LONGEST_MS) })
      .execute();
    await this.outside.failed('email', error);
  }

  async works(): Promise<void> {
    await this.servers.update({ failures: MoreThan(0) }, { failures: 0, lastError: null });
    await this.outside.works('email');
  }
}

/** Name of the outbox of emails, and of the queue whose jobs wake its workers. */
export const MAIL_QUEUE = 'mails';
/** Emails that one process sends in parallel. */
export const AT_ONCE = 2;
/** An attempt counts as dead when it takes this much longer than the longest delivery. */
const LEASE_BEYOND_TALK_MS = 30_000;
const LATER = { firstMs: 30_000, longestMs: 3_600_000 };
/** A refusal is usually final, but a server in trouble refuses every email for a while. */
const REFUSED = { firstMs: 300_000, longestMs: 86_400_000, attempts: 5 };

/**
 * This many attempts without a reply are repeated when the server works again. Later ones wait longer each time,
 * because the email itself may be the cause.
 */
const SOON_REPEATED = 2;

/** Sends emails that are due. An email is repeated, with the same Message-ID, until the server has replied (ADR 15). */
@Injectable()
export class MailSender {
  private readonly leaseMs: number;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly manager: EntityManager,
    private readonly kinds: MailKinds,
    private readonly secrets: MailSecrets,
    private readonly delivery: Delivery,
    private readonly server: MailServerState,
    private readonly metrics: MailMetrics,
    private readonly log: Log,
    outboxes: Outboxes,
  ) {
    this.leaseMs = delivery.limitMs + LEASE_BEYOND_TALK_MS;
    outboxes.register({
      name: MAIL_QUEUE,
      lanes: AT_ONCE,
      next: () => this.sendNext(),
      prepare: () => this.prepare(),
    });
  }

  /** Sends the next email that is due. @returns false when none is due, or while the mail server pauses */
  async sendNext(): Promise<boolean> {
    const mail = await claimRow(this.manager, MAILS, this.leaseMs);
    if (mail === null) return false;
    const outcome = await this.attempt(mail);
    this.metrics.mails.inc({ kind: mail.kind, outcome });
    return true;
  }

  private async prepare(): Promise<boolean> {
    await dropLate(this.manager);
    const { count, due, oldestSeconds } = await waitingMails(this.manager);
    this.metrics.waiting.set(count);
    this.metrics.oldest.set(Math.max(0, oldestSeconds));
    return due > 0;
  }

  private async attempt(mail: ClaimedMail): Promise<MailOutcome> {
    const letter = await this.written(mail);
    if (letter === 'failed' || letter === 'dropped') return letter;
    const to = await this.recipient(mail, letter);
    if (to === null) return this.dropped(mail);
    try {
      await this.delivery.deliver(this.parcel(mail, to, letter));
    } catch (error) {
      return this.undelivered(mail, error);
    }
    await this.server.works();
    if (this.kinds.get(mail.kind).leavesNothing) await removeRow(this.manager, MAILS, mail);
    else if (!(await endRow(this.manager, MAILS, mail, 'sent', null))) return 'lost';
    return 'sent';
  }

  private async written(mail: ClaimedMail): Promise<Letter | 'failed' | 'dropped'> {
    try {
      const secret = mail.secret === null ? {} : this.secrets.open(mail.secret);
      const letter = await this.kinds.get(mail.kind).write({ ...mail.data, ...Object(secret) });
      return letter ?? (await this.dropped(mail));
    } catch (error) {
      this.log.failure('an email could not be written', error, { mail: mail.key });
      if (mail.attempts < REFUSED.attempts) {
        const pauseMs = backOff(mail.attempts, LATER.firstMs, LATER.longestMs);
        await repeatRow(this.manager, MAILS, mail, pauseMs, reasonOf(error));
      } else await endRow(this.manager, MAILS, mail, 'failed', reasonOf(error));
      return 'failed';
    }
  }

  /** Reads again whether a player may get an unrequested email, and at which address: it may have waited for days (M12). */
  private async recipient(mail: ClaimedMail, { choice }: Letter): Promise<string | null> {
    return this.kinds.get(mail.kind).unasked
      ? addressOf(this.manager, this.config, mail, choice ?? null)
      : mail.recipient;
  }

  private async dropped(mail: ClaimedMail): Promise<'dropped'> {
    await endRow(this.manager, MAILS, mail, 'dropped', 'not wanted any more');
    return 'dropped';
  }

  private async undelivered(mail: ClaimedMail, error: unknown): Promise<MailOutcome> {
    const reason = reasonOf(error);
    const trouble = error instanceof DeliveryError ? error.trouble : 'server';
    if (trouble === 'server' || trouble === 'unconfirmed') await this.server.failed(reason);
    if (trouble === 'server') await releaseRow(this.manager, MAILS, mail, reason);
    else if (trouble === 'refused' && mail.attempts >= REFUSED.attempts)
      await endRow(this.manager, MAILS, mail, 'failed', reason);
    else await repeatRow(this.manager, MAILS, mail, pauseAfter(trouble, mail.attempts), reason);
    return trouble;
  }

  private parcel({ key, createdAt }: ClaimedMail, recipient: string, letter: Letter): Parcel {
    return {
      messageId: messageIdOf(key, new URL(this.config.publicUrl).hostname),
      createdAt,
      message: {
        from: this.config.mailFrom,
        to: { name: '', address: recipient },
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(letter.unsubscribe === undefined
            ? {}
            : {
                'List-Unsubscribe': `<${letter.unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }),
        },
      },
    };
  }
}

/** @param attempts made so far, at least one @returns the pause before the next attempt, ms */
function pauseAfter(trouble: 'later' | 'refused' | 'unconfirmed', attempts: number): number {
  if (trouble === 'later') return backOff(attempts - 1, LATER.firstMs, LATER.longestMs);
  if (trouble === 'refused') return backOff(attempts - 1, REFUSED.firstMs, REFUSED.longestMs);
  return attempts <= SOON_REPEATED
    ? 0
    : backOff(attempts - 1 - SOON_REPEATED, REFUSED.firstMs, REFUSED.longestMs);
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
