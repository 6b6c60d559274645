import { Injectable } from '@nestjs/common';
import { Log } from '../../platform/logging/log.js';

/** @returns when what has to follow is stored */
export type PlayerChangedListener = (playerId: string) => Promise<void>;

/** Tells other features of this process that a player signed up or changed name or team. */
@Injectable()
export class PlayerEvents {
  private readonly listeners = new Set<PlayerChangedListener>();

  constructor(private readonly log: Log) {}

  /** Registers who has to act, for example to append the change to the slate log. */
  onChanged(listener: PlayerChangedListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Waits for every listener; the player's own change stands even when one of them fails. */
  async changed(playerId: string): Promise<void> {
    for (const listener of this.listeners) {
      try {
        await listener(playerId);
      } catch (error) {
        this.log.failure('a player event was not followed up', error, { player: playerId });
      }
    }
  }
}
