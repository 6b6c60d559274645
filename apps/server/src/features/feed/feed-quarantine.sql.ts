import { type EntityManager } from 'typeorm';
import type { QuarantinedGame } from './score-feed.js';

/** The same game and reason again only increases the counter. */
export async function keepUnreadable(
  manager: EntityManager,
  games: readonly QuarantinedGame[],
): Promise<void> {
  const byKey = new Map(games.map((game) => [`${game.gameId} ${game.reason}`, game]));
  for (const { gameId, reason, detail, excerpt } of byKey.values()) {
    await manager.query(
      `INSERT INTO feed_quarantine (game, reason, observation) VALUES ($1, $2, $3)
       ON CONFLICT (game, reason) DO UPDATE
       SET observation = excluded.observation, last_at = now(), times = feed_quarantine.times + 1,
         taken_back_at = NULL,
         -- what was rejected stays so while the same is wrong with it
         resolution = CASE WHEN feed_quarantine.resolution = 'rejected'
           AND feed_quarantine.observation -> 'detail' = excluded.observation -> 'detail' THEN 'rejected' END`,
      [gameId ?? 'unknown', reason, JSON.stringify({ detail, excerpt })],
    );
  }
}
