import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Called when the standings show this player differently from now on: a new account, another name or team. */
export type ShownDifferently = (playerId: string) => void;

type Change<T> = (tx: EntityManager, shown: ShownDifferently) => Promise<T>;

/** Stores a change of players and its consequences in one transaction. */
export interface PlayerWriter {
  write<T>(change: Change<T>): Promise<T>;
}

/**
 * The only way to change what others see of a player. The standings follow the slate log, so the change and its event
 * share a transaction; the log is in a layer above the accounts and registers itself here.
 */
@Injectable()
export class PlayerChanges {
  private writer: PlayerWriter | null = null;

  /** Registers the only writer of the process. */
  writeWith(writer: PlayerWriter): void {
    this.writer = writer;
  }

  /** Runs `change` in its own transaction; the change and its consequences are stored together or not at all. */
  async write<T>(change: Change<T>): Promise<T> {
    if (this.writer === null) throw new Error('nobody writes changes of players down');
    return this.writer.write(change);
  }
}
