import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared/index.js';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { Delivery, DeliveryError, type Parcel } from './delivery.js';
import { type SmtpStage, smtpTrouble } from './smtp-trouble.js';

/** A server may be slow at each step, but not for ever in all of them together. */
const WHOLE_TALK = 3;
const CONNECT_MS = 10_000;

/**
 * Talks SMTP, one connection a mail. The talk is held before the final dot, because only the dot hands the mail over: a
 * connection that ends without it leaves nothing behind at the server (RFC 5321, 4.1.1.4).
 */
export class SmtpDelivery extends Delivery {
  private readonly options: SMTPConnection.Options;

  /** @param stepMs how long the server may take for one answer */
  constructor(
    url: string,
    private readonly stepMs: number,
  ) {
    super();
    const connectMs = Math.min(CONNECT_MS, stepMs);
    this.options = {
      ...parseConnectionUrl(url),
      connectionTimeout: connectMs,
      greetingTimeout: stepMs,
      dnsTimeout: connectMs,
      socketTimeout: stepMs,
    };
  }

  /** The longest that one mail can take. */
  get limitMs(): number {
    return WHOLE_TALK * this.stepMs;
  }

  /** Nothing is kept here. */
  async clear(): Promise<void> {}

  async deliver(parcel: Parcel, beforeHandOver: () => Promise<void>): Promise<void> {
    const talk = new SmtpTalk(this.options);
    const limit = setTimeout(() => talk.abandon(new Error('the server is too slow')), this.limitMs);
    try {
      await talk.connect();
      await talk.send(parcel, beforeHandOver);
    } finally {
      clearTimeout(limit);
      talk.end();
    }
  }
}

/** One connection and one mail. */
class SmtpTalk {
  private readonly connection: SMTPConnection;
  private readonly broken: Promise<never>;
  private stage: SmtpStage = 'before';
  private abandoned: Error | null = null;
  /** Ends everything that waits for the server. */
  abandon: (error: Error) => void = () => undefined;

  constructor(private readonly options: SMTPConnection.Options) {
    this.connection = new SMTPConnection(options);
    this.broken = new Promise((_, reject) => {
      this.abandon = (error) => {
        this.abandoned ??= error;
        reject(error);
        this.connection.close();
      };
    });
    this.broken.catch(() => undefined);
    this.connection.on('error', (error) => this.abandon(error));
    this.connection.on('end', () => this.abandon(new Error('the server has closed the connection')));
  }

  async connect(): Promise<void> {
    await this.step((done) => this.connection.connect(done));
    // the dot is a packet of its own: it must not wait until the one before it is acknowledged
    this.connection._socket.setNoDelay(true);
    const { auth } = this.options;
    if (auth === undefined || !('pass' in auth)) return;
    const credentials = { user: auth.user, pass: auth.pass };
    await this.step((done) => this.connection.login({ credentials }, done));
  }

  /** Ends only after the hand-over was decided: whoever is told that nothing was delivered writes so, and nobody after them. */
  async send({ from, to, raw }: Parcel, beforeHandOver: () => Promise<void>): Promise<void> {
    let decision: Promise<void> | null = null;
    const held = async function* (this: SmtpTalk): AsyncGenerator<Buffer> {
      yield raw;
      decision = beforeHandOver();
      await decision;
      // what ended meanwhile has not seen the dot
      if (this.abandoned !== null) throw this.abandoned;
      this.stage = 'after';
    };
    try {
      await this.step((done) =>
        this.connection.send({ from, to: [to], size: raw.length }, Readable.from(held.call(this)), done),
      );
    } catch (error) {
      // no dot from now on, whatever the decision will be
      this.abandon(error instanceof Error ? error : new Error(String(error)));
      await decision;
      throw error;
    }
  }

  end(): void {
    this.connection.close();
  }

  private async step(ask: (done: (error?: SMTPConnection.SMTPError | null) => void) => void): Promise<void> {
    const answer = new Promise<void>((resolve, reject) => {
      ask((error) => (error ? reject(error) : resolve()));
    });
    answer.catch(() => undefined);
    try {
      await Promise.race([answer, this.broken]);
    } catch (error) {
      throw new DeliveryError(
        smtpTrouble(error, this.stage),
        error instanceof Error ? error.message : String(error),
      );
    }
  }
}
