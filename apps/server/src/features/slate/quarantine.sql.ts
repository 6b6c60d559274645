import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { FeedQuarantineEntity } from './entities/feed-quarantine.entity.js';
import type { GameObservation } from './observation.js';

/** Stores observations that contradict what is known, until an admin accepts or rejects them. */
@Injectable()
export class Quarantine {
  /** Stores an observation; the same game and reason again only increases the counter. */
  async keep(tx: EntityManager, seen: GameObservation, reason: string): Promise<void> {
    await tx.query(
      `INSERT INTO feed_quarantine (game, reason, observation) VALUES ($1, $2, $3)
       ON CONFLICT (game, reason) DO UPDATE
       SET observation = excluded.observation, last_at = now(), times = feed_quarantine.times + 1,
         taken_back_at = NULL,
         -- an accepted observation opens again, because the game was corrected since; a rejected one stays rejected
         -- while it says the same
         resolution = CASE WHEN feed_quarantine.resolution = 'rejected' AND feed_quarantine.observation @> $4
           THEN 'rejected' END`,
      [seen.id, reason, JSON.stringify(seen), JSON.stringify(gist(seen))],
    );
  }

  /** Marks observations of these games as taken back: the feed now says something believable. */
  async takeBack(tx: EntityManager, games: readonly string[]): Promise<void> {
    await tx.update(
      FeedQuarantineEntity,
      { gameId: In(games), takenBackAt: IsNull(), resolution: IsNull() },
      { takenBackAt: () => 'clock_timestamp()' },
    );
  }
}

/** The fields that an admin decides about; clocks and plays change meanwhile. */
function gist({ state, awayScore, homeScore, away, home }: GameObservation): Partial<GameObservation> {
  return { state, awayScore, homeScore, away, home };
}
