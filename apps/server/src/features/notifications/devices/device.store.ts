import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { NO_PUSH, type PushChoices, pushKindSchema } from '@sunday-live/contract';
import { type EntityManager, IsNull, type Repository } from 'typeorm';
import { PushChoiceEntity, PushSubscriptionEntity } from '../device.entity.js';
import { PushDeliveryEntity, PushNotedEntity } from '../message.entity.js';
import { deleteBeyond, deleteUnreachable, type NewDevice, storeDevice } from './devices.sql.js';

export interface DeviceRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly delaySeconds: number;
  readonly refused: boolean;
}

/** Reads and writes `push_subscription` and `push_choice`. */
@Injectable()
export class DeviceStore {
  constructor(
    @InjectRepository(PushSubscriptionEntity)
    private readonly subscriptions: Repository<PushSubscriptionEntity>,
  ) {}

  async choices(player: string): Promise<PushChoices> {
    const chosen = await this.subscriptions.manager.findOneBy(PushChoiceEntity, { playerId: player });
    if (chosen === null) return NO_PUSH;
    const { kinds, sound, leagueId: league } = chosen;
    const switches = { ...NO_PUSH, sound, league };
    // a kind that is gone may still be in the row
    for (const kind of pushKindSchema.options) switches[kind] = kinds.includes(kind);
    return switches;
  }

  async choose(player: string, choices: PushChoices): Promise<void> {
    const { sound, league } = choices;
    const kinds = pushKindSchema.options.filter((kind) => choices[kind]);
    await this.subscriptions.manager.transaction(async (tx) => {
      const chosen = { playerId: player, kinds, sound, leagueId: league };
      await tx.upsert(PushChoiceEntity, chosen, ['playerId']);
      await forgetNoted(tx, player);
    });
  }

  async devices(player: string): Promise<DeviceRow[]> {
    return this.subscriptions
      .createQueryBuilder('d')
      .innerJoin('d.session', 's')
      .select([
        'd.id AS id',
        `NULLIF(s.userAgent, '') AS "userAgent"`,
        'd.createdAt AS "createdAt"',
        'd.delaySeconds AS "delaySeconds"',
        'd.refusedAt IS NOT NULL AS refused',
      ])
      .where('d.playerId = :player AND s.expiresAt > now()', { player })
      .orderBy('d.createdAt')
      .addOrderBy('d.id')
      .getRawMany<DeviceRow>();
  }

  /**
   * Registers a device, or updates it. A device of another player becomes this player's: it is the same browser,
   * which its secret proves. The device that it replaces is deleted.
   * @param limit maximum number of a player's devices; those not seen for longest are removed
   * @returns false when the endpoint is known with another secret
   */
  async register(device: NewDevice, limit: number): Promise<boolean> {
    return this.subscriptions.manager.transaction(async (tx) => {
      const known = await tx.findOneBy(PushSubscriptionEntity, { id: device.id });
      if (!(await storeDevice(tx, device))) return false;
      // before devices are counted: it must not displace another one
      if (device.replaces !== null && device.replaces !== device.id) {
        await tx.delete(PushSubscriptionEntity, { id: device.replaces, playerId: device.player });
      }
      if (known?.playerId === device.player) return true;
      // waiting messages were for the device's previous player
      await tx.delete(PushDeliveryEntity, { subscriptionId: device.id });
      await forgetNoted(tx, device.player);
      await deleteBeyond(tx, device.player, limit);
      return true;
    });
  }

  /** @returns false when the player has no such device */
  async remove(id: string, player: string): Promise<boolean> {
    const { affected } = await this.subscriptions.delete({ id, playerId: player });
    return affected === 1;
  }

  /**
   * Marks a device for which the push service accepts nothing any more; its player learns it on the profile (rule
   * N17).
   */
  async refused(id: string): Promise<void> {
    await this.subscriptions.update({ id, refusedAt: IsNull() }, { refusedAt: () => 'now()' });
  }

  /** Deletes unreachable devices: registered for an old key, or with an ended session. */
  async tidy(serverKey: string): Promise<void> {
    await deleteUnreachable(this.subscriptions.manager, serverKey);
  }
}

/** Stored states may be old when a player starts to follow: earlier changes are no news then. */
async function forgetNoted(tx: EntityManager, player: string): Promise<void> {
  await tx.delete(PushNotedEntity, { playerId: player });
}
