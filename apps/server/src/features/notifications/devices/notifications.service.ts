import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { PushChoices, PushSettings, RegisterPushDevice } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../../config/config.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Limit, RateLimit } from '../../../platform/http/rate-limit.js';
import type { SessionPlayer } from '../../auth/session-player.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import { MessageStore } from '../batches/message.store.js';
import { testMessage } from '../batches/messages.js';
import { PushKeys } from '../sending/push-keys.js';
import { isPushService } from '../sending/push-post.js';
import { DeviceStore } from './device.store.js';

/**
 * Maximum number of devices of one player; a further one replaces the device that was not seen for the longest time.
 */
export const DEVICES_PER_PLAYER = 8;

const REGISTRATIONS: Limit = { what: 'push-device:player', hits: 60, windowSeconds: 3600 };
const TESTS: Limit = { what: 'push-test:player', hits: 10, windowSeconds: 3600 };

/** A player's choices and devices. */
@Injectable()
export class NotificationsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: DeviceStore,
    private readonly messages: MessageStore,
    private readonly keys: PushKeys,
    private readonly leagues: LeagueDirectory,
    private readonly limits: RateLimit,
  ) {}

  async settings(player: string): Promise<PushSettings> {
    const { publicKey } = await this.keys.current();
    const devices = await this.store.devices(player);
    return {
      serverKey: publicKey,
      choices: await this.store.choices(player),
      devices: devices.map(({ id, userAgent, createdAt, delaySeconds, refused }) => ({
        id,
        userAgent,
        since: createdAt.toISOString(),
        delaySeconds,
        refused,
      })),
    };
  }

  /** Removes a deleted player from messages to others. */
  forget(name: string): Promise<void> {
    return this.messages.forget(name);
  }

  /** @throws AppError `not-found` for a league that is not the player's */
  async choose(player: string, choices: PushChoices): Promise<PushSettings> {
    if (choices.league !== null && !(await this.leagues.isMember(choices.league, player))) {
      throw new AppError('not-found', 'There is no such league among yours.');
    }
    await this.store.choose(player, choices);
    return this.settings(player);
  }

  /**
   * Registers the requesting device, or changes its TV delay. It may replace one that its browser has dropped.
   * @throws AppError `push-service-unknown`, `conflict` for an endpoint of another browser or a key that is no longer
   * ours
   */
  async register(player: SessionPlayer, device: RegisterPushDevice): Promise<PushSettings> {
    await this.limits.hit(REGISTRATIONS, player.id);
    if (!isPushService(device.endpoint, this.config.push.services))
      throw new AppError('push-service-unknown');
    const { publicKey } = await this.keys.current();
    if (device.serverKey !== publicKey)
      throw new AppError('conflict', 'Subscribe again: the key is another one.');
    const { replaces } = device;
    const registered = await this.store.register(
      {
        ...device,
        delaySeconds: device.delaySeconds ?? null,
        id: deviceId(device.endpoint),
        replaces: replaces === undefined ? null : deviceId(replaces),
        player: player.id,
        session: player.sessionId,
      },
      DEVICES_PER_PLAYER,
    );
    if (!registered) throw new AppError('conflict', 'This address belongs to another browser.');
    return this.settings(player.id);
  }

  /** @throws AppError `not-found` */
  async remove(player: string, device: string): Promise<void> {
    if (!(await this.store.remove(device, player))) throw new AppError('not-found');
  }

  /**
   * Sends a test message now, to this device only.
   * @throws AppError `not-found`, `conflict` for a refused device, `too-many-requests`
   */
  async test(player: string, device: string): Promise<void> {
    const found = (await this.store.devices(player)).find(({ id }) => id === device);
    if (found === undefined) throw new AppError('not-found');
    if (found.refused) throw new AppError('conflict', 'Switch notifications on again on this device.');
    await this.limits.hit(TESTS, player);
    const { sound } = await this.store.choices(player);
    await this.messages.addTest(player, device, testMessage(!sound));
  }
}

/** Identifies the device without revealing its endpoint; the browser computes the same id. */
export function deviceId(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex');
}
