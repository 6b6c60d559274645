import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../../config/config.js';
import { Metrics } from '../../../platform/health/metrics.js';
import { OutsideServices } from '../../../platform/health/outside-services.js';
import { Log } from '../../../platform/logging/log.module.js';
import { claimRow, endRow, repeatRow } from '../../../platform/work/outbox.sql.js';
import { backOff } from '../../../platform/work/work-queue.js';
import { DeviceStore } from '../devices/device.store.js';
import { type ClaimedDelivery, DELIVERIES } from './delivery.sql.js';
import { PushKeys } from './push-keys.js';
import { isPushService, PUSH_LIMIT_MS, type PushOutcome, pushServiceName, pushTo } from './push-post.js';

/** Metrics of notifications. */
@Injectable()
export class PushMetrics {
  readonly pushes: Counter<'outcome'>;
  readonly waiting: Gauge;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.pushes = new Counter({
      name: 'pushes_total',
      help: 'Attempts to send a notification to a device by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.waiting = new Gauge({ name: 'pushes_due', help: 'Notifications that are due', registers });
  }

  count({ kind }: PushOutcome): void {
    this.pushes.inc({ outcome: kind });
  }
}

/** How long an attempt may be silent before it counts as dead. */
const LEASE_MS = PUSH_LIMIT_MS + 20_000;
const AGAIN = { firstMs: 5_000, longestMs: 600_000 };
/** A push service that asks for a longer pause than this does not get the message again. */
const LONGEST_WAIT_MS = 3_600_000;

/** Hands messages over to push services; several workers may (rules N11 and N12). */
@Injectable()
export class PushSender {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly manager: EntityManager,
    private readonly devices: DeviceStore,
    private readonly keys: PushKeys,
    private readonly metrics: PushMetrics,
    private readonly outside: OutsideServices,
    private readonly log: Log,
  ) {}

  /** Sends the next message that is due. @returns false when none is */
  async sendNext(): Promise<boolean> {
    const { publicKey } = await this.keys.current();
    const delivery = await claimRow(this.manager, DELIVERIES, LEASE_MS, [publicKey]);
    if (delivery === null) return false;
    const outcome = await this.attempt(delivery);
    this.metrics.count(outcome);
    await this.report(delivery, outcome);
    await this.settle(delivery, outcome);
    return true;
  }

  private async attempt({ payload, ...parcel }: ClaimedDelivery): Promise<PushOutcome> {
    const { services, subject } = this.config.push;
    // a row may be older than the list of services
    if (!isPushService(parcel.endpoint, services)) return { kind: 'refused', reason: 'no push service' };
    try {
      return await pushTo(
        { ...parcel, payload: JSON.stringify(payload), topic: payload.tag },
        await this.keys.current(),
        subject,
      );
    } catch (error) {
      this.log.failure('a notification could not be encrypted', error, { device: parcel.subscription });
      return { kind: 'refused', reason: 'the keys of the device are no keys' };
    }
  }

  /** Reports success or failure of the push service. A device that is gone does not count. */
  private async report({ endpoint }: ClaimedDelivery, outcome: PushOutcome): Promise<void> {
    if (!isPushService(endpoint, this.config.push.services)) return;
    const service = pushServiceName(endpoint);
    if (outcome.kind === 'sent') return this.outside.works('push', service);
    if (outcome.kind === 'gone' && !outcome.wrongKeys) return;
    await this.outside.failed('push', outcome.reason, service);
  }

  private async settle(delivery: ClaimedDelivery, outcome: PushOutcome): Promise<boolean> {
    switch (outcome.kind) {
      case 'sent':
        return endRow(this.manager, DELIVERIES, delivery, 'sent', null);
      case 'gone':
        await this.devices.refused(delivery.subscription);
        return endRow(this.manager, DELIVERIES, delivery, 'failed', `gone: ${outcome.reason}`);
      case 'later': {
        const pause = backOff(delivery.attempts - 1, AGAIN.firstMs, AGAIN.longestMs);
        const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(pause, outcome.waitMs ?? 0));
        return repeatRow(this.manager, DELIVERIES, delivery, waitMs, outcome.reason);
      }
      case 'refused':
      case 'unconfirmed':
        return endRow(
          this.manager,
          DELIVERIES,
          delivery,
          'failed',
          `${outcome.kind}: ${outcome.reason}`.slice(0, 500),
        );
    }
  }
}
