import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../../config/config.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Sends mails by SMTP, or writes them as `.eml` files to `<dataDir>/mail` where no server is configured. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.transport =
      config.smtpUrl === null
        ? createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
        : createTransport({ url: config.smtpUrl, connectionTimeout: 5000, socketTimeout: 10_000 });
  }

  /** @throws when the server does not take the mail */
  async send(mail: Mail): Promise<void> {
    const sent: { message?: unknown } = await this.transport.sendMail({
      from: this.config.mailFrom,
      ...mail,
    });
    if (this.config.smtpUrl === null && Buffer.isBuffer(sent.message)) await this.keep(sent.message);
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  private async keep(message: Buffer): Promise<void> {
    const folder = join(this.config.dataDir, 'mail');
    await mkdir(folder, { recursive: true });
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID()}`;
    const draft = join(folder, `.${name}.tmp`);
    await writeFile(draft, message, { mode: 0o600 });
    await rename(draft, join(folder, `${name}.eml`));
  }
}
