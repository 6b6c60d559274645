import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { GameObservation } from './observation.js';

/** Observations that contradict what is known, kept aside for an admin to accept or reject. */
@Injectable()
export class Quarantine {
  /** Keeps an observation; the same game and reason again only counts up. */
  async keep(tx: EntityManager, seen: GameObservation, reason: string): Promise<void> {
    await tx.query(
      `INSERT INTO feed_quarantine (game, reason, observation) VALUES ($1, $2, $3)
       ON CONFLICT (game, reason) DO UPDATE
       SET observation = excluded.observation, last_at = now(), times = feed_quarantine.times + 1`,
      [seen.id, reason, JSON.stringify(seen)],
    );
  }
}
