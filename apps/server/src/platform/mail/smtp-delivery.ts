import { createTransport, type Transporter } from 'nodemailer';
import { withTimeout } from '../async/with-timeout.js';
import { Delivery, DeliveryError, type Parcel } from './delivery.js';
import { smtpTrouble } from './smtp-trouble.js';

/** Limit for the whole dialogue: a server may be slow at each step, but not in all of them together. */
const WHOLE_TALK = 3;
const CONNECT_MS = 10_000;

/** Sends emails by SMTP, one connection for each. */
export class SmtpDelivery extends Delivery {
  private readonly transport: Transporter;

  /**
   * @param url `smtp(s)://user:password@host:port`, with options of nodemailer as its query
   * @param stepMs how long the server may take for one reply
   */
  constructor(
    url: string,
    private readonly stepMs: number,
  ) {
    super();
    const address = new URL(url);
    const connectMs = Math.min(CONNECT_MS, stepMs);
    const limits = {
      connectionTimeout: connectMs,
      dnsTimeout: connectMs,
      greetingTimeout: stepMs,
      socketTimeout: stepMs,
    };
    for (const [name, ms] of Object.entries(limits)) address.searchParams.set(name, String(ms));
    this.transport = createTransport(address.href);
  }

  get limitMs(): number {
    return WHOLE_TALK * this.stepMs;
  }

  /** SMTP stores nothing here. */
  async clear(): Promise<void> {}

  async deliver({ message, messageId }: Parcel): Promise<void> {
    try {
      await withTimeout(this.transport.sendMail({ ...message, messageId }), this.limitMs);
    } catch (error) {
      throw new DeliveryError(smtpTrouble(error), error instanceof Error ? error.message : String(error));
    }
  }
}
