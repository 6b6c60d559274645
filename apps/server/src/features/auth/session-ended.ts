import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Bus, SESSION_CHANNEL } from '../../platform/bus/bus.js';

const noticeSchema = z.object({ session: z.string().nullable(), player: z.string() });

/** @param sessionId null: all sessions of the player */
export type SessionEndedListener = (sessionId: string | null, playerId: string) => void;

/** Notifies every node of ended sessions (sign-out, ban, deletion), so that their streams end. */
@Injectable()
export class SessionEvents implements OnModuleInit, OnModuleDestroy {
  private readonly listeners = new Set<SessionEndedListener>();
  private stop: (() => Promise<void>) | null = null;

  constructor(private readonly bus: Bus) {}

  async onModuleInit(): Promise<void> {
    this.stop = await this.bus.subscribe(SESSION_CHANNEL, (message) => this.hear(message));
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }

  /** Registers a listener of this node; the notice may be lost, so long-lived streams also check their session every few seconds. */
  onEnded(listener: SessionEndedListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** @param sessionId null: all sessions of the player */
  async ended(sessionId: string | null, playerId: string): Promise<void> {
    await this.bus.publish(SESSION_CHANNEL, JSON.stringify({ session: sessionId, player: playerId }));
  }

  private hear(message: string): void {
    const { session, player } = noticeSchema.parse(JSON.parse(message));
    for (const listener of this.listeners) listener(session, player);
  }
}
