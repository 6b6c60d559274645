import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ReportEvent } from '@sunday-live/contract';
import { z } from 'zod';
import { Bus, PLAYER_CHANNEL } from '../../platform/bus/bus.js';

/** Events for one player on `/live`, independent of subscriptions. */
export interface PlayerEvents {
  readonly report: ReportEvent;
}

const noticeSchema = z.object({ player: z.string(), event: z.string(), payload: z.unknown() });

type Listener = (player: string, event: string, payload: unknown) => void;

/** Sends events to one player from any process; they reach the sockets of every node. A hint: it may be lost. */
@Injectable()
export class PlayerMessages implements OnModuleInit, OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private stop: (() => Promise<void>) | null = null;

  constructor(private readonly bus: Bus) {}

  async onModuleInit(): Promise<void> {
    this.stop = await this.bus.subscribe(PLAYER_CHANNEL, (message) => this.hear(message));
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }

  async tell<E extends keyof PlayerEvents>(
    player: string,
    event: E,
    payload: PlayerEvents[E],
  ): Promise<void> {
    await this.bus.publish(PLAYER_CHANNEL, JSON.stringify({ player, event, payload }));
  }

  /** For the nodes that hold sockets. */
  onMessage(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private hear(message: string): void {
    const { player, event, payload } = noticeSchema.parse(JSON.parse(message));
    for (const listener of this.listeners) listener(player, event, payload);
  }
}
