import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Bus, SESSION_CHANNEL } from '../../platform/bus/bus.js';
import { PAST } from '../../platform/database/statements.js';
import { Chores } from '../../platform/work/chores.js';
import { OneTimeTokenEntity, SessionEntity, VerificationEntity } from './user.entity.js';

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

/** Removes expired sessions and links, because each session contains an address and a browser's name. */
@Injectable()
export class SessionRetention {
  constructor(
    private readonly manager: EntityManager,
    chores: Chores,
  ) {
    chores.register({ name: 'ended sessions', run: () => this.clear() });
  }

  /** @returns the number of removed rows */
  async clear(): Promise<number> {
    let gone = 0;
    for (const table of [SessionEntity, VerificationEntity, OneTimeTokenEntity]) {
      const { affected } = await this.manager.delete(table, {
        expiresAt: PAST,
      });
      gone += affected ?? 0;
    }
    return gone;
  }
}
