import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, type EntityManager, type Repository } from 'typeorm';
import { SlateEventEntity, SlateStreamEntity } from '../../slate/slate.entity.js';
import { KINDS } from '../kinds/kinds.js';
import { PushNewsEntity, PushNotedEntity, PushPositionEntity } from '../message.entity.js';
import { addNews, type NewsRow, noteReadings, type WatcherRow, watchersOf } from './news.sql.js';
import type { Noted } from './turns.js';

const OF_SCORES = KINDS.filter(({ readings }) => readings !== undefined);

/** Reads and writes `push_news`, `push_noted` and `push_position`. */
@Injectable()
export class NewsStore {
  constructor(@InjectRepository(PushNewsEntity) private readonly news: Repository<PushNewsEntity>) {}

  /** Returns players who want news about scores and can be reached; the league only while they belong to it. */
  watchers(serverKey: string): Promise<WatcherRow[]> {
    return watchersOf(
      this.news.manager,
      serverKey,
      OF_SCORES.map(({ kind }) => kind),
      OF_SCORES.filter(({ ofLeague }) => ofLeague).map(({ kind }) => kind),
    );
  }

  /**
   * Lets one node at a time store its readings, and none that is behind the stored position.
   * @returns null when the node is behind; otherwise the time of the log's event at its position
   */
  async lookFrom(tx: EntityManager, epoch: string, seq: number): Promise<{ at: Date | null } | null> {
    const position = await tx.findOne(PushPositionEntity, {
      where: { id: 1 },
      lock: { mode: 'pessimistic_write' },
    });
    const stream = await tx.findOneBy(SlateStreamEntity, { id: 1 });
    const behind = position?.epoch === epoch && position.seq > seq;
    if (behind || stream?.epoch !== epoch) return null;
    await tx.update(PushPositionEntity, { id: 1 }, { epoch, seq });
    const event = await tx.findOneBy(SlateEventEntity, { epoch, seq });
    return { at: event?.at ?? null };
  }

  noted(tx: EntityManager, players: readonly string[]): Promise<Noted[]> {
    return tx
      .createQueryBuilder(PushNotedEntity, 'n')
      .select(['n.playerId AS player', 'n.what AS what', 'n.about AS about', 'n.value AS value'])
      .where({ playerId: Any(players) })
      .getRawMany<Noted>();
  }

  note(tx: EntityManager, notes: readonly Noted[]): Promise<void> {
    return noteReadings(tx, notes);
  }

  /** The same news again is the same row. @returns the number of new ones */
  add(tx: EntityManager, news: readonly NewsRow[]): Promise<number> {
    return addNews(tx, news);
  }
}
