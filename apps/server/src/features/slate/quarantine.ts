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
       SET observation = excluded.observation, last_at = now(), times = feed_quarantine.times + 1,
         taken_back_at = NULL,
         -- what was accepted once was put right since; what was rejected stays so while it says the same
         resolution = CASE WHEN feed_quarantine.resolution = 'rejected' AND feed_quarantine.observation @> $4
           THEN 'rejected' END`,
      [seen.id, reason, JSON.stringify(seen), JSON.stringify(gist(seen))],
    );
  }

  /** The feed says something believable about these games: what it said before no longer stands. */
  async takeBack(tx: EntityManager, games: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE feed_quarantine SET taken_back_at = clock_timestamp()
       WHERE game = ANY($1) AND taken_back_at IS NULL AND resolution IS NULL`,
      [games],
    );
  }
}

/** What an admin decided about; clocks and plays go on. */
function gist({ state, awayScore, homeScore, away, home }: GameObservation): Partial<GameObservation> {
  return { state, awayScore, homeScore, away, home };
}
