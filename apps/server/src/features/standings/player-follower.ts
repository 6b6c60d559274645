import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PlayerEvents } from '../players/player-events.js';
import type { EventPlayer } from '../slate/slate-event.js';
import { SlateLog } from '../slate/slate-log.js';

/** Puts new and renamed players on the slate log, so that every node's standings know them. */
@Injectable()
export class PlayerFollower implements OnModuleInit, OnModuleDestroy {
  private stop: (() => void) | null = null;

  constructor(
    private readonly events: PlayerEvents,
    private readonly log: SlateLog,
  ) {}

  onModuleInit(): void {
    this.stop = this.events.onChanged((playerId) => this.append(playerId));
  }

  onModuleDestroy(): void {
    this.stop?.();
  }

  private async append(playerId: string): Promise<void> {
    await this.log.write(async (tx, log) => {
      await log.lock();
      const rows = await tx.query<EventPlayer[]>('SELECT n, id, name, team FROM "user" WHERE id = $1', [
        playerId,
      ]);
      await log.append(rows.map((player) => ({ body: { kind: 'player', player } })));
    });
  }
}
