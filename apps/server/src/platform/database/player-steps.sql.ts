import type { EntityManager } from 'typeorm';

/** Players of one step: their numbers are greater than `after`, and at most `to`. */
export interface PlayerStep {
  readonly after: number;
  readonly to: number;
}

/** Players in one step of planned work: a statement for them takes a few tenths of a second. */
const STEP = 5_000;

/**
 * Divides all players into steps by their numbers, so that no statement works through everybody: each is short, commits by
 * itself, and a stopped process loses one at most.
 * @param signal ends the steps early
 */
export async function* playerSteps(manager: EntityManager, signal: AbortSignal): AsyncGenerator<PlayerStep> {
  for (let after = 0; !signal.aborted; ) {
    const [row] = await manager.query<{ to: number | null }[]>(
      `SELECT max(n) AS "to" FROM (SELECT n FROM "user" WHERE n > $1 ORDER BY n LIMIT $2) AS step`,
      [after, STEP],
    );
    const to = row?.to ?? null;
    if (to === null) return;
    yield { after, to };
    after = to;
  }
}
