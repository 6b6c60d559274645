import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config/config.js';
import { OutsideServices } from '../../../platform/health/outside-services.js';
import { Log } from '../../../platform/logging/log.js';
import { backOff } from '../../../platform/mail/back-off.js';
import { DeviceStore } from '../devices/device.store.js';
import { isPushService, pushServiceName } from '../devices/push-service.js';
import { type ClaimedDelivery, DeliveryStore } from './delivery.store.js';
import { PushKeys } from './push-keys.js';
import { PushMetrics } from './push-metrics.js';
import { PUSH_LIMIT_MS, type PushOutcome, pushTo } from './push-post.js';

/** How long an attempt may be silent before it counts as dead. */
const LEASE_MS = PUSH_LIMIT_MS + 20_000;
const AGAIN = { firstMs: 5_000, longestMs: 600_000 };
/** A push service that asks for a longer pause has given up on the message. */
const LONGEST_WAIT_MS = 3_600_000;

/** Pushes of one worker that are underway at the same time. */
const AT_ONCE = 8;

/** Hands messages over to push services; several workers may (rules N11 and N12). */
@Injectable()
export class PushSender {
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly deliveries: DeliveryStore,
    private readonly devices: DeviceStore,
    private readonly keys: PushKeys,
    private readonly metrics: PushMetrics,
    private readonly outside: OutsideServices,
    private readonly log: Log,
  ) {}

  /** Those that are underway are the last. */
  stop(): void {
    this.stopped = true;
  }

  /** Until nothing is due. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.drain()));
  }

  private async drain(): Promise<void> {
    const keys = await this.keys.current();
    while (!this.stopped) {
      const delivery = await this.deliveries.claim(keys.publicKey, LEASE_MS);
      if (delivery === null) return;
      const outcome = await this.attempt(delivery);
      this.metrics.count(outcome);
      await this.report(delivery, outcome);
      await this.settle(delivery, outcome);
    }
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

  /** What the outcome says of the push service; that a device is gone says nothing. */
  private async report({ endpoint }: ClaimedDelivery, outcome: PushOutcome): Promise<void> {
    if (!isPushService(endpoint, this.config.push.services)) return;
    const service = pushServiceName(endpoint);
    if (outcome.kind === 'sent') return this.outside.works('push', service);
    if (outcome.kind === 'gone' && !outcome.wrongKeys) return;
    await this.outside.failed('push', outcome.reason, service);
  }

  private async settle(delivery: ClaimedDelivery, outcome: PushOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'sent':
        return this.deliveries.end(delivery, 'sent', null);
      case 'gone':
        await this.devices.refused(delivery.subscription);
        return this.deliveries.end(delivery, 'failed', `gone: ${outcome.reason}`);
      case 'later': {
        const pause = backOff(delivery.attempts - 1, AGAIN.firstMs, AGAIN.longestMs);
        const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(pause, outcome.waitMs ?? 0));
        return this.deliveries.again(delivery, waitMs, outcome.reason);
      }
      case 'refused':
      case 'unconfirmed':
        return this.deliveries.end(delivery, 'failed', `${outcome.kind}: ${outcome.reason}`.slice(0, 500));
    }
  }
}
