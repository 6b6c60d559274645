import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, Not, type QueryDeepPartialEntity, Raw, type Repository } from 'typeorm';
import { PushChoiceEntity } from '../device.entity.js';
import { PushDeliveryEntity, PushMessageEntity, PushNewsEntity } from '../message.entity.js';
import type { Message } from './messages.js';
import { addDeliveries, dropUnwanted, forgetName, recipient } from './messages.sql.js';

export type WaitingRow = Pick<PushNewsEntity, 'id' | 'data' | 'createdAt' | 'validUntil'>;

/** The data that decides whether a player's news is sent, dropped or kept waiting. */
export interface PlayersNews {
  readonly now: Date;
  readonly timeZone: string;
  readonly silent: boolean;
  readonly waiting: readonly WaitingRow[];
  readonly sentAt: readonly Date[];
}

const TEST_VALID = '10 minutes';
/** Messages and news are deleted after this time (days). */
const KEEP = '30 days';
const LONG_AGO = Raw((column) => `${column} < now() - interval '${KEEP}'`);
const LAST_HOUR = Raw((column) => `${column} > now() - interval '1 hour'`);

/** Reads and writes `push_message`, and settles news. */
@Injectable()
export class MessageStore {
  constructor(@InjectRepository(PushNewsEntity) private readonly news: Repository<PushNewsEntity>) {}

  /** Empties news and messages to others that name a deleted player; they are not sent. */
  forget(name: string): Promise<void> {
    return forgetName(this.news.manager, name);
  }

  /** Returns players with waiting news, those first whose news wait longest. */
  async waitingPlayers(): Promise<string[]> {
    const rows = await this.news
      .createQueryBuilder('n')
      .select('n.playerId', 'player')
      .where({ state: 'waiting' })
      .groupBy('n.playerId')
      .orderBy('min(n.id)')
      .getRawMany<{ player: string }>();
    return rows.map(({ player }) => player);
  }

  /** Blocks other workers from deciding about the player; false while another one does. */
  async lock(tx: EntityManager, player: string): Promise<boolean> {
    const choice = await tx.findOne(PushChoiceEntity, {
      where: { playerId: player },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    return choice !== null;
  }

  /**
   * Reads the data that decides about the player's news. It stays the same until the commit: `forget` runs before or
   * after.
   */
  async read(tx: EntityManager, player: string): Promise<PlayersNews> {
    const to = await recipient(tx, player);
    if (to === null) throw new Error('news wait for a player who has chosen nothing');
    const sent = await tx.find(PushMessageEntity, {
      select: { createdAt: true },
      where: { playerId: player, isTest: false, createdAt: LAST_HOUR },
    });
    return {
      now: to.now,
      timeZone: to.timeZone,
      silent: !to.sound,
      waiting: await tx.find(PushNewsEntity, {
        select: { id: true, data: true, createdAt: true, validUntil: true },
        where: { playerId: player, state: 'waiting' },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      }),
      sentAt: sent.map(({ createdAt }) => createdAt),
    };
  }

  /** Drops news that the player no longer wants, or that have become pointless. @returns how many were dropped */
  dropUnwanted(tx: EntityManager, player: string): Promise<number> {
    return dropUnwanted(tx, player);
  }

  async drop(tx: EntityManager, news: readonly number[]): Promise<void> {
    await tx.update(PushNewsEntity, { id: In(news) }, { state: 'dropped' });
  }

  /** Turns news into a message to every device of the player, each after its TV delay. */
  async tell(
    tx: EntityManager,
    { player, message, validUntil, serverKey }: NewMessage,
    news: readonly number[],
  ): Promise<void> {
    const id = await insertMessage(tx, {
      ...{ playerId: player, payload: message, validUntil },
      createdAt: () => 'clock_timestamp()',
    });
    await addDeliveries(tx, id, player, serverKey);
    await tx.update(PushNewsEntity, { id: In(news) }, { state: 'told', messageId: id });
  }

  async addTest(player: string, device: string, message: Message): Promise<void> {
    await this.news.manager.transaction(async (tx) => {
      const messageId = await insertMessage(tx, {
        ...{ playerId: player, payload: message, isTest: true },
        validUntil: () => `now() + interval '${TEST_VALID}'`,
      });
      await tx.insert(PushDeliveryEntity, { messageId, subscriptionId: device, dueAt: () => 'now()' });
    });
  }

  /** Deletes old messages and news. */
  async tidy(): Promise<void> {
    await this.news.manager.delete(PushMessageEntity, { createdAt: LONG_AGO });
    await this.news.delete({ state: Not('waiting'), createdAt: LONG_AGO });
  }
}

/** @returns its id */
async function insertMessage(
  tx: EntityManager,
  message: QueryDeepPartialEntity<PushMessageEntity>,
): Promise<number> {
  const { identifiers } = await tx.insert(PushMessageEntity, message);
  return (identifiers[0] as Pick<PushMessageEntity, 'id'>).id;
}

interface NewMessage {
  readonly player: string;
  readonly message: Message;
  readonly validUntil: Date;
  readonly serverKey: string;
}
