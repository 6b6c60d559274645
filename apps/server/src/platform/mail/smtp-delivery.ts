import { createTransport, type Transporter } from 'nodemailer';
import { withTimeout } from '../async/polling-loop.js';
import { Delivery, DeliveryError, type DeliveryTrouble, type Parcel } from './delivery.js';

const SERVICE_CLOSING = 421;
/** Commands whose replies concern this email; the others concern every email. */
const OF_THE_MAIL = new Set(['RCPT TO', 'DATA']);
/** Errors that nodemailer raises before it hands over an email: no address, no TLS, no login. */
const BEFORE_THE_MAIL = new Set(['EDNS', 'ETLS', 'EAUTH']);

interface SmtpError extends Error {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly syscall?: unknown;
}

/**
 * Maps an error of `sendMail` to a kind of failure. Only a reply proves anything: without one the server may have the
 * email.
 */
export function smtpTrouble(error: unknown): DeliveryTrouble {
  if (!(error instanceof Error)) return 'unconfirmed';
  const { code, command, responseCode, syscall }: SmtpError = error;
  if (typeof responseCode !== 'number') {
    const notBegun = syscall === 'connect' || BEFORE_THE_MAIL.has(String(code));
    return notBegun ? 'server' : 'unconfirmed';
  }
  if (responseCode === SERVICE_CLOSING || !OF_THE_MAIL.has(String(command))) return 'server';
  return responseCode >= 500 ? 'refused' : 'later';
}

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
