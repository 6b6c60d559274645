import type { EntityManager } from 'typeorm';
import type { WeekKey } from '../slate/week-key.js';

/**
 * Returns the position of the last event whose effect a delta cannot express: all events of some kinds, a withdrawn
 * card, a game that left the week; 0 when there is none.
 */
export async function lastBarrier(
  tx: EntityManager,
  epoch: string,
  current: WeekKey | null,
): Promise<number> {
  const left = current && [{ season: current.season, seasonType: current.seasonType, week: current.week }];
  const rows = await tx.query<{ seq: number | null }[]>(
    // the condition of the index slate_event_barrier, word for word: nearly all other events are saved cards
    `SELECT max(seq) AS seq FROM slate_event WHERE epoch = $1
       AND (kind IN ('announcement', 'week', 'member-left', 'player-removed')
         OR (kind = 'card' AND payload->'card' = 'null') OR (kind = 'games' AND payload ? 'moved'))
       AND (kind <> 'games' OR payload->'moved' @> $2)`,
    [epoch, left && JSON.stringify(left)],
  );
  return rows[0]?.seq ?? 0;
}
