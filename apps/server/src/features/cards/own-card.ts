import type { Card } from '@sunday-live/contract';
import { cardProgress } from '@sunday-live/scoring';
import { closedAt } from '../calendar/game-locks.js';
import type { WeekNow } from '../calendar/season.service.js';
import type { StoredCard } from './card.sql.js';

/** Returns a card as its own player sees it; version 0 and no picks when none is stored. */
export function ownCard({ state, week, now, locked }: WeekNow, stored: StoredCard | null): Card {
  const here = new Set(week.games.map(({ id }) => id));
  const { picked, games } = cardProgress(stored, week.games, locked);
  return {
    week: week.week,
    picks: Object.fromEntries(Object.entries({ ...stored?.picks }).filter(([id]) => here.has(id))),
    banker: stored?.banker ?? null,
    joker: stored?.joker ?? false,
    version: stored?.version ?? 0,
    lockedAt: closedAt(week, state.lock, now)?.toISOString() ?? null,
    picked,
    games,
    ...(stored === null ? {} : { saved: { at: stored.savedAt.toISOString(), device: stored.device } }),
  };
}
