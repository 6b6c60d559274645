import { Inject, Injectable } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { CONFIG, type Config } from '../../config/config.js';
import { Log } from '../logging/log.js';
import { backOff } from '../work/back-off.js';
import { Delivery, DeliveryError, type Parcel } from './delivery.js';
import type { Letter } from './letter.js';
import { type ClaimedMail, MailStore } from './mail.store.js';
import { MailKinds } from './mail-kinds.js';
import { MailMetrics, type MailOutcome } from './mail-metrics.js';
import { MailSecrets } from './mail-secrets.js';
import { MailServerState } from './mail-server-state.js';
import { messageIdOf } from './message-id.js';

/** An attempt that takes longer counts as dead; above the longest talk with the server. */
const LEASE_BEYOND_TALK_MS = 30_000;
const LATER = { firstMs: 30_000, longestMs: 3_600_000 };
/** A refusal is most often meant; a server in trouble refuses everybody for a while. */
const REFUSED = { firstMs: 300_000, longestMs: 86_400_000, attempts: 5 };

class LostClaim extends Error {}

/** One attempt to send one mail. What is certainly not delivered is tried again; what may be, never (ADR 6). */
@Injectable()
export class MailSender {
  readonly leaseMs: number;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: MailStore,
    private readonly kinds: MailKinds,
    private readonly secrets: MailSecrets,
    private readonly delivery: Delivery,
    private readonly server: MailServerState,
    private readonly metrics: MailMetrics,
    private readonly log: Log,
  ) {
    this.leaseMs = delivery.limitMs + LEASE_BEYOND_TALK_MS;
  }

  async send(mail: ClaimedMail): Promise<void> {
    const outcome = await this.attempt(mail);
    this.metrics.mails.inc({ kind: mail.kind, outcome });
  }

  private async attempt(mail: ClaimedMail): Promise<MailOutcome> {
    const letter = await this.written(mail);
    if (letter === 'failed' || letter === 'dropped') return letter;
    const to = await this.recipient(mail, letter);
    if (to === null) return this.dropped(mail);
    try {
      await this.delivery.deliver(await this.parcel(mail, to, letter), async () => {
        if (!(await this.store.sending(mail, this.leaseMs))) throw new LostClaim();
      });
    } catch (error) {
      if (error instanceof LostClaim) return 'lost';
      return this.undelivered(mail, error);
    }
    if (this.kinds.get(mail.kind).leavesNothing) await this.store.forget(mail);
    else await this.store.sent(mail);
    await this.server.works();
    return 'sent';
  }

  private async written(mail: ClaimedMail): Promise<Letter | 'failed' | 'dropped'> {
    try {
      const secret = mail.secret === null ? {} : this.secrets.open(mail.secret);
      const letter = await this.kinds.get(mail.kind).write({ ...mail.data, ...Object(secret) });
      return letter ?? (await this.dropped(mail));
    } catch (error) {
      this.log.failure('a mail could not be written', error, { mail: mail.key });
      if (mail.attempts < REFUSED.attempts) {
        await this.store.again(mail, backOff(mail.attempts, LATER.firstMs, LATER.longestMs), reasonOf(error));
      } else await this.store.end(mail, 'failed', reasonOf(error));
      return 'failed';
    }
  }

  /** Whether a player may get an unrequested mail, and where, is asked again at each attempt: the mail may have waited for days (M12). */
  private async recipient(mail: ClaimedMail, { choice }: Letter): Promise<string | null> {
    return this.kinds.get(mail.kind).unasked ? this.store.addressOf(mail, choice ?? null) : mail.recipient;
  }

  private async dropped(mail: ClaimedMail): Promise<'dropped'> {
    await this.store.end(mail, 'dropped', 'not wanted any more');
    return 'dropped';
  }

  private async undelivered(mail: ClaimedMail, error: unknown): Promise<MailOutcome> {
    const reason = reasonOf(error);
    const trouble = error instanceof DeliveryError ? error.trouble : 'server';
    if (trouble === 'unconfirmed') {
      this.log.warn(`mail ${mail.key}: the server has it but did not confirm it: ${reason}`);
      await this.store.end(mail, 'failed', `unconfirmed: ${reason}`);
      await this.server.failed(reason);
      return 'unconfirmed';
    }
    if (trouble === 'server') {
      await this.server.failed(reason);
      await this.store.untouched(mail, reason);
      return 'server';
    }
    if (trouble === 'refused' && mail.attempts >= REFUSED.attempts) {
      await this.store.end(mail, 'failed', reason);
      return 'refused';
    }
    const { firstMs, longestMs } = trouble === 'refused' ? REFUSED : LATER;
    await this.store.again(mail, backOff(mail.attempts - 1, firstMs, longestMs), reason);
    return trouble;
  }

  private async parcel(
    { key, created_at: createdAt }: ClaimedMail,
    recipient: string,
    letter: Letter,
  ): Promise<Parcel> {
    const messageId = messageIdOf(key, new URL(this.config.publicUrl).hostname);
    const message = new MailComposer({
      from: this.config.mailFrom,
      to: { name: '', address: recipient },
      messageId,
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
    }).compile();
    const { from, to } = message.getEnvelope();
    const [address] = to;
    if (from === false || address === undefined) throw new Error('the mail has no sender or no recipient');
    return { messageId, from, to: address, raw: await message.build(), createdAt };
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
