import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { outboxQueue } from '../work/outboxes.js';
import { QueueCounts } from '../work/queue-counts.js';
import { Delivery, FileDelivery } from './delivery.js';
import { MailEntity, MailServerEntity } from './mail.entity.js';
import { mailFailures, waitingMails } from './mail.sql.js';
import { MailKinds } from './mail-kind.js';
import { MailOutbox, MailRetention } from './mail-outbox.js';
import { MailSecrets } from './mail-secrets.js';
import { MAIL_QUEUE, MailMetrics, MailSender, MailServerState } from './mail-sender.js';
import { SmtpDelivery } from './smtp-delivery.js';

/** Emails: register a kind with `MailKinds`, send with `MailOutbox`. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([MailEntity, MailServerEntity]), outboxQueue(MAIL_QUEUE)],
  providers: [
    {
      provide: Delivery,
      inject: [CONFIG],
      useFactory: ({ smtpUrl, smtpTimeoutMs, dataDir }: Config): Delivery =>
        smtpUrl === null ? new FileDelivery(join(dataDir, 'mail')) : new SmtpDelivery(smtpUrl, smtpTimeoutMs),
    },
    MailKinds,
    MailMetrics,
    MailOutbox,
    MailRetention,
    MailSecrets,
    MailSender,
    MailServerState,
  ],
  exports: [MailKinds, MailOutbox],
})
export class MailModule {
  constructor(counts: QueueCounts, manager: EntityManager) {
    counts.register(MAIL_QUEUE, async () => {
      const [failures, waiting] = await Promise.all([mailFailures(manager), waitingMails(manager)]);
      return { ...failures, waiting: waiting.count };
    });
  }
}
