import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isTurn, matterOf, type News, readNews } from '../kinds/kinds.js';
import { PushKeys } from '../sending/push-keys.js';
import { MessageStore, type WaitingRow } from './message.store.js';
import { messageOf, planBatch, type WaitingNews } from './messages.js';

/** Turns the news of each player into few messages (rules N6 to N8). */
@Injectable()
export class Batcher {
  constructor(
    private readonly db: DataSource,
    private readonly store: MessageStore,
    private readonly keys: PushKeys,
  ) {}

  /**
   * Decides about all waiting news; a worker that decides about a player blocks the others.
   * @returns number of messages
   */
  async run(): Promise<number> {
    let made = 0;
    for (const player of await this.store.waitingPlayers()) if (await this.decide(player)) made += 1;
    return made;
  }

  private async decide(player: string): Promise<boolean> {
    const { publicKey } = await this.keys.current();
    return this.db.transaction(async (tx) => {
      if (!(await this.store.lock(tx, player))) return false;
      await this.store.dropUnwanted(tx, player);
      const given = await this.store.read(tx, player);
      const news = new Map(given.waiting.map((row) => [row.id, readNews(row.data)]));
      const waiting = given.waiting.map((row) => toWaiting(row, news));
      const sent = given.sentAt.map((at) => at.getTime());
      const { tell, drop } = planBatch(given.now.getTime(), waiting, sent);
      if (drop.length > 0) await this.store.drop(tx, drop);
      if (tell.length === 0) return false;
      const told = tell.flatMap((id) => news.get(id) ?? []);
      const validUntil = Math.max(
        ...waiting.filter(({ id }) => tell.includes(id)).map((each) => each.validUntil),
      );
      await this.store.tell(
        tx,
        {
          player,
          message: messageOf(told, given.timeZone, given.silent),
          validUntil: new Date(validUntil),
          serverKey: publicKey,
        },
        tell,
      );
      return true;
    });
  }
}

function toWaiting(row: WaitingRow, all: ReadonlyMap<number, News>): WaitingNews {
  const { id } = row;
  const news = all.get(id);
  const turn = news !== undefined && isTurn(news);
  return {
    id,
    turn,
    matter: (turn ? matterOf(news) : undefined) ?? `${id}`,
    value: turn ? news.value : '',
    createdAt: row.createdAt.getTime(),
    validUntil: row.validUntil.getTime(),
  };
}
