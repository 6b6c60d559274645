import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { Outboxes } from '../../platform/work/outboxes.js';
import { SlateReader } from '../slate/slate-reader.js';
import { Batcher } from './batches/batcher.js';
import { MessageStore } from './batches/message.store.js';
import { DeviceStore } from './devices/device.store.js';
import { KINDS } from './kinds/kinds.js';
import { countDueDeliveries, settleLeftovers } from './sending/delivery.sql.js';
import { PushKeys } from './sending/push-keys.js';
import { PushMetrics, PushSender } from './sending/push-sender.js';

/** News of the week: a near deadline, confirmed results (rules N4 and N5). */
@Injectable()
export class WeekNews {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
    private readonly keys: PushKeys,
  ) {}

  /** Stores news that are due by the database's clock, each once. Safe to repeat. @returns the number of new ones */
  async addDue(): Promise<number> {
    const { db, reader } = this;
    const state = await reader.season();
    if (state === null) return 0;
    const { publicKey: serverKey } = await this.keys.current();
    let added = 0;
    for (const kind of KINDS) added += (await kind.addDue?.({ db, reader, serverKey, state })) ?? 0;
    return added;
  }
}

/** The outbox of notifications, also in the console's list of queues. It has no queue. */
export const NOTIFICATIONS = 'notifications';
/** Notifications that one worker sends in parallel. */
const AT_ONCE = 8;
/** Every so many sweeps look for weekly news. */
const SWEEPS_PER_PLAN = 15;

/**
 * Creates and sends notifications on every worker, with PostgreSQL alone: each continues the work that another leaves
 * behind.
 */
@Injectable()
export class PushSweeper {
  private sweeps = 0;

  constructor(
    private readonly weekNews: WeekNews,
    private readonly batcher: Batcher,
    private readonly messages: MessageStore,
    private readonly manager: EntityManager,
    private readonly devices: DeviceStore,
    private readonly keys: PushKeys,
    private readonly metrics: PushMetrics,
    private readonly outboxes: Outboxes,
    sender: PushSender,
  ) {
    outboxes.register({
      name: NOTIFICATIONS,
      lanes: AT_ONCE,
      next: () => sender.sendNext(),
      prepare: () => this.prepare(),
    });
  }

  /** Turns news into messages and sends due ones. */
  async sweep(): Promise<void> {
    if (await this.look()) await this.outboxes.drain(NOTIFICATIONS);
  }

  /** Stores the week's news, and deletes old rows. */
  async plan(): Promise<void> {
    await this.weekNews.addDue();
    const { publicKey } = await this.keys.current();
    await this.devices.tidy(publicKey);
    await this.messages.tidy();
  }

  private async prepare(): Promise<boolean> {
    if (this.sweeps % SWEEPS_PER_PLAN === 0) await this.plan();
    this.sweeps += 1;
    return this.look();
  }

  /** @returns true when a message is due */
  private async look(): Promise<boolean> {
    await this.batcher.run();
    const { publicKey } = await this.keys.current();
    await settleLeftovers(this.manager, publicKey);
    const due = await countDueDeliveries(this.manager);
    this.metrics.waiting.set(due);
    return due > 0;
  }
}
