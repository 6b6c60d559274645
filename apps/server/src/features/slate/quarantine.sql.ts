import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { GameObservation } from './observation.js';
import { FeedQuarantineEntity } from './slate.entity.js';

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

/** A row of the list. */
export interface ListedObservation extends FeedQuarantineEntity {
  /** It needs no decision: it has one, or the feed has taken it back. */
  readonly settled: boolean;
}

/**
 * Reads observations: undecided ones first, then the newest. The id says when one was first seen; the time of its last repetition
 * would move rows between pages.
 * @param after the row before the first; null: from the start
 */
export function quarantinePage(
  manager: EntityManager,
  after: readonly [settled: boolean, id: number] | null,
  limit: number,
): Promise<ListedObservation[]> {
  const [settled, id] = after ?? [null, 0];
  return manager.query<ListedObservation[]>(
    `SELECT * FROM (
       SELECT id, game AS "gameId", reason, observation, first_at AS "firstAt", last_at AS "lastAt", times, resolution,
         taken_back_at AS "takenBackAt", resolution IS NOT NULL OR taken_back_at IS NOT NULL AS settled FROM feed_quarantine
     ) q
     WHERE $1::boolean IS NULL OR q.settled > $1 OR (q.settled = $1 AND q.id < $2)
     ORDER BY q.settled, q.id DESC LIMIT $3`,
    [settled, id, limit],
  );
}
