import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Says that the standings show this player differently from now on: a new account, another name or team. */
export type ShownDifferently = (playerId: string) => void;

type Change<T> = (tx: EntityManager, shown: ShownDifferently) => Promise<T>;

/** Stores a change of players and its consequences in one transaction. */
export interface PlayerWriter {
  write<T>(change: Change<T>): Promise<T>;
}

/**
 * The only way to change what others see of a player. The standings follow the slate log, so the change and its event are
 * one transaction; the log is a layer above the accounts and registers itself here.
 */
@Injectable()
export class PlayerChanges {
  private writer: PlayerWriter | null = null;

  /** Registers the writer; there is one in a process. */
  writeWith(writer: PlayerWriter): void {
    this.writer = writer;
  }

  /** Runs `change` in a transaction of its own; both the change and what follows are stored, or neither. */
  async write<T>(change: Change<T>): Promise<T> {
    if (this.writer === null) throw new Error('nobody writes changes of players down');
    return this.writer.write(change);
  }
}
