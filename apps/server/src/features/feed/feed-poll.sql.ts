import { type EntityManager, LessThanOrEqual } from 'typeorm';
import { GameEntity } from '../slate/game.entity.js';
import { HAND_ID } from '../slate/hand-id.js';
import type { WeekKey } from '../slate/week-key.js';
import { FeedErrorEntity, FeedPollEntity } from './feed.entity.js';
import type { StoredLiveGame } from './sighting.js';
import { stillRunningSql } from './still-running.js';

/** Limit for storing an answer, after which another worker may take over. */
export const STORE_MS = 2_000;

/** The right to poll once, with the data that the poller needs. Times are by the database's clock. */
export interface Lease {
  /** Fencing token: the slate refuses a writer whose token is older than the last issued one. */
  readonly fence: number;
  /** Tag of the answer stored last from the same feed. */
  readonly etag: string | null;
  /** Week of the board that was stored last; null when it named none. */
  readonly board: WeekKey | null;
  /** Clocks of running games at the last poll, abbreviated. */
  readonly clocks: string | null;
  /** Interval promised at the last success; 0 before the first. */
  readonly intervalMs: number;
  /** Failures in a row so far. */
  readonly failures: number;
  /** Age of the first of them; 0 when there is none. */
  readonly outageMs: number;
  /** Age of the last success; null when there was none. */
  readonly sinceSuccessMs: number | null;
}

/** Result of a poll, to be stored. */
export interface PollResult {
  readonly state: 'ok' | 'stale' | 'down';
  /** Null: success. */
  readonly error: string | null;
  /** From the start of this poll to the next. */
  readonly delayMs: number;
  readonly intervalMs: number;
  /** Duration of the answer; absent without one. */
  readonly latencyMs?: number;
  /** Tag of the stored answer; undefined keeps the known one. */
  readonly etag?: string | null;
}

/** Times of polls, the same for every worker. */
export interface PollStatus {
  /** Positive: a poll is overdue by this much; negative: time until the next. */
  readonly overdueMs: number;
  readonly intervalMs: number;
}

interface LeaseRow {
  fence: number;
  etag: string | null;
  source: string | null;
  board_season: number | null;
  board_type: number;
  board_week: number;
  clocks: string | null;
  interval_ms: number;
  failures: number;
  outage_ms: number | null;
  since_success_ms: number | null;
}

/** Time until a poll is due, ms; 0 or less: now. */
export async function pollDueIn(manager: EntityManager): Promise<number> {
  return -(await pollStatus(manager)).overdueMs;
}

export async function pollStatus(manager: EntityManager): Promise<PollStatus> {
  const rows = await manager.query<{ due_in: number; interval_ms: number }[]>(
    `SELECT ${msUntil('due_at')} AS due_in, interval_ms FROM feed_poll`,
  );
  const row = first(rows);
  return { overdueMs: -row.due_in, intervalMs: row.interval_ms };
}

/**
 * Takes the turn if a poll is due. Of several workers that ask at once one gets it; the same transaction fences the
 * previous holder off the slate.
 * @param source the feed's address: a tag of another feed is useless
 * @param leaseMs no other worker gets a turn for this long, unless this one ends earlier
 */
export async function claimPoll(
  manager: EntityManager,
  source: string,
  leaseMs: number,
): Promise<Lease | null> {
  return manager.transaction(async (tx) => {
    const [, claimed] = await tx.query<[unknown[], number]>(
      `UPDATE feed_poll SET started_at = now(), due_at = now() + $1 * interval '1 ms' WHERE due_at <= now()`,
      [leaseMs],
    );
    if (claimed === 0) return null;
    const [rows] = await tx.query<[LeaseRow[], number]>(
      `WITH token AS (UPDATE slate_stream SET fence = fence + 1 WHERE id = 1 RETURNING fence)
       UPDATE feed_poll SET fence = token.fence FROM token, feed_state
       WHERE feed_poll.id = 1 AND feed_state.id = 1
       -- nothing is "not changed" when nothing is stored
       RETURNING token.fence, CASE WHEN EXISTS (SELECT 1 FROM game) THEN etag END AS etag, source, interval_ms, feed_state.failures,
         board_season, board_type, board_week, clocks,
         -${msUntil('failing_since')} AS outage_ms, -${msUntil('feed_state.as_of')} AS since_success_ms`,
    );
    const row = first(rows);
    return {
      fence: row.fence,
      etag: row.source === source ? row.etag : null,
      board:
        row.board_season === null
          ? null
          : { season: row.board_season, seasonType: row.board_type, week: row.board_week },
      clocks: row.clocks,
      intervalMs: row.interval_ms,
      failures: row.failures,
      outageMs: row.outage_ms ?? 0,
      sinceSuccessMs: row.since_success_ms,
    };
  });
}

/** Stores the result of the poll. @returns false when another worker has taken over meanwhile: nothing is written */
export async function finishPoll(
  manager: EntityManager,
  lease: Lease,
  source: string,
  result: PollResult,
): Promise<boolean> {
  return manager.transaction(async (tx) => {
    const ok = result.error === null;
    const [, mine] = await tx.query<[unknown[], number]>(
      `UPDATE feed_poll SET
         due_at = started_at + $2 * interval '1 ms',
         interval_ms = CASE WHEN $3::boolean THEN $4 ELSE interval_ms END,
         failing_since = CASE WHEN $3::boolean THEN NULL ELSE coalesce(failing_since, started_at) END,
         etag = CASE WHEN $5::boolean THEN $6 ELSE etag END,
         source = CASE WHEN $5::boolean THEN $7 ELSE source END,
         latency_ms = coalesce($8, latency_ms)
       WHERE fence = $1`,
      [
        lease.fence,
        Math.round(result.delayMs),
        ok,
        Math.round(result.intervalMs),
        result.etag !== undefined,
        result.etag ?? null,
        source,
        result.latencyMs === undefined ? null : Math.round(result.latencyMs),
      ],
    );
    if (mine === 0) return false;
    await tx.query(
      `UPDATE feed_state SET
         as_of = CASE WHEN $2::text IS NULL THEN now() ELSE as_of END,
         failures = CASE WHEN $2::text IS NULL THEN 0 ELSE failures + 1 END,
         last_error = coalesce($2, last_error),
         changed_at = CASE WHEN state = $1 THEN changed_at ELSE now() END,
         state = $1`,
      [result.state, result.error],
    );
    if (result.error !== null) await keepError(tx, result.error);
    return true;
  });
}

/**
 * Stores the week of the board and the clocks of games in progress.
 * @returns how long the clocks have been the same, in ms; 0 when none runs
 */
export async function noteBoard(
  manager: EntityManager,
  lease: Lease,
  board: WeekKey | null,
  clocks: string | null,
): Promise<number> {
  const [rows] = await manager.query<[{ still_ms: number | null }[], number]>(
    `UPDATE feed_poll SET board_season = $2, board_type = $3, board_week = $4,
       clocks_at = CASE WHEN clocks IS DISTINCT FROM $5 OR clocks_at IS NULL THEN now() ELSE clocks_at END, clocks = $5
     WHERE fence = $1 RETURNING CASE WHEN clocks IS NOT NULL THEN -${msUntil('clocks_at')} END AS still_ms`,
    [lease.fence, board?.season ?? null, board?.seasonType ?? null, board?.week ?? null, clocks],
  );
  return rows[0]?.still_ms ?? 0;
}

/** Extends the turn from now, because the poll continues with another board. */
export async function extendPoll(manager: EntityManager, lease: Lease, leaseMs: number): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(FeedPollEntity)
    .set({ dueAt: () => `now() + :leaseMs * interval '1 ms'` })
    .where({ fence: lease.fence })
    .setParameters({ leaseMs })
    .execute();
}

/** Returns the turn unused, so that another worker polls at once. */
export async function releasePoll(manager: EntityManager, lease: Lease): Promise<void> {
  await manager.update(FeedPollEntity, { fence: lease.fence }, { dueAt: () => 'now()' });
}

/** Makes a poll due now, on any worker. */
export async function pollNow(manager: EntityManager): Promise<void> {
  await manager.update(FeedPollEntity, { id: 1 }, { dueAt: () => 'least(due_at, now())' });
}

/** Marks the feed as stale while a poll still hangs. */
export async function markStale(manager: EntityManager, lease: Lease): Promise<void> {
  await manager.query(
    `UPDATE feed_state SET state = 'stale', changed_at = now()
     WHERE state = 'ok' AND EXISTS (SELECT 1 FROM feed_poll WHERE fence = $1)`,
    [lease.fence],
  );
}

/**
 * Returns games in progress, games that kick off soon or have kicked off lately, and the next upcoming one, of any
 * week; with the database's time. A game that the feed has abandoned is omitted (rule P7), and so is one that no feed has (H8).
 */
export async function watchedGames(manager: EntityManager): Promise<{ games: StoredLiveGame[]; now: Date }> {
  const rows = await manager.query<GameRow[]>(
    `SELECT now() AS now, watched.* FROM (SELECT 1) AS one LEFT JOIN (
       (SELECT id, season, season_type, week, away, home, state, kickoff, time_valid FROM game
        WHERE id NOT LIKE '${HAND_ID}%' AND ${stillRunningSql('game')})
       UNION ALL
       (SELECT id, season, season_type, week, away, home, state, kickoff, time_valid FROM game
        WHERE id NOT LIKE '${HAND_ID}%' AND state = 'pre' AND time_valid AND kickoff > now() - interval '4 hours' ORDER BY kickoff LIMIT 20)
     ) AS watched ON true`,
  );
  const games = rows.flatMap((row) => {
    if (row.id === null) return [];
    const { id, season, season_type: seasonType, week, away, home, state, kickoff, time_valid } = row;
    return [{ id, season, seasonType, week, away, home, state, kickoff, timeValid: time_valid }];
  });
  return { games, now: first(rows).now };
}

/** How many games of a week are stored. */
export function gamesOfWeek(manager: EntityManager, { season, seasonType, week }: WeekKey): Promise<number> {
  return manager.countBy(GameEntity, { season, seasonType, week });
}

/** Maximum number of errors shown to admins. */
const KEPT_ERRORS = 200;

/** A repeated error only increases the counter. */
async function keepError(tx: EntityManager, message: string): Promise<void> {
  const [last] = await tx.find(FeedErrorEntity, { order: { id: 'DESC' }, take: 1 });
  if (last?.message === message) {
    await tx.update(FeedErrorEntity, { id: last.id }, { times: last.times + 1, lastAt: () => 'now()' });
    return;
  }
  const { id } = await tx.save(FeedErrorEntity, { message });
  await tx.delete(FeedErrorEntity, { id: LessThanOrEqual(id - KEPT_ERRORS) });
}

/** Without games one row contains only the time. */
type GameRow = { now: Date } & ({ [K in keyof WatchedRow]: null } | WatchedRow);

interface WatchedRow extends Omit<StoredLiveGame, 'seasonType' | 'timeValid'> {
  season_type: number;
  time_valid: boolean;
}

function msUntil(column: string): string {
  return `(extract(epoch FROM ${column} - now()) * 1000)::float8`;
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('a row that the schema creates is missing');
  return row;
}
