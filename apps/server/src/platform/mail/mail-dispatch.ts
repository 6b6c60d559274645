import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { MAIL_QUEUE } from './mail-queue.js';

/** Those who ask within this time are one. */
const GATHER_MS = 20;

/** Tells a worker that mails wait. Only a hint: what it loses, the sweep finds. */
@Injectable()
export class MailDispatch {
  private readonly logger = new Logger(MailDispatch.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(@InjectQueue(MAIL_QUEUE) private readonly queue: Queue) {}

  /** Never waits and never throws. */
  readonly nudge = (): void => {
    if (this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.queue
        .add('drain', {}, { removeOnComplete: true, removeOnFail: true })
        .catch((error: unknown) => this.logger.debug(`no nudge: ${String(error)}`));
    }, GATHER_MS);
    this.timer.unref();
  };
}
