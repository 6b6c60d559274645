import type { EntityManager } from 'typeorm';
import type { EventPlayer } from './slate-event.js';
import { ofWeekSql, type WeekKey, weekParams } from './week-key.js';

/** The row of the log: its epoch, its last position (head), and the highest fencing token that has written (fence). */
export interface Stream {
  epoch: string;
  head: number;
  fence: number;
}

/** An event as it is stored. */
export interface EventRow {
  readonly epoch: string;
  readonly seq: number;
  readonly at: Date;
  readonly season: number | null;
  readonly week: number | null;
  readonly payload: unknown;
}

/** An event to be stored; its payload is JSON. */
export interface NewRow {
  readonly kind: string;
  readonly season: number | null;
  readonly week: number | null;
  readonly payload: string;
}

const EVENT = 'epoch, seq, at, season, week, payload';

/** Reads the committed state of the stream. */
export async function readStream(manager: EntityManager): Promise<Stream> {
  return firstRow(await manager.query<Stream[]>('SELECT epoch, head, fence FROM slate_stream'));
}

/**
 * Locks the stream until the commit, waiting for the current writer. This is the first lock of every transaction that appends events.
 * @param idleMs a transaction that is idle for so long is ended by the database, and its lock with it
 */
export async function lockStream(tx: EntityManager, idleMs: number): Promise<Stream> {
  return firstRow(
    await tx.query<Stream[]>(
      `SELECT epoch, head, fence, set_config('idle_in_transaction_session_timeout', $1, true)
       FROM slate_stream FOR UPDATE`,
      [String(idleMs)],
    ),
  );
}

/** Stores events at the positions that follow `first`, and moves the head. @returns their positions and moments, in order */
export function appendEvents(
  tx: EntityManager,
  { epoch, head }: Stream,
  first: number,
  events: readonly NewRow[],
): Promise<Pick<EventRow, 'seq' | 'at'>[]> {
  return tx.query<Pick<EventRow, 'seq' | 'at'>[]>(
    `WITH added AS (
       INSERT INTO slate_event (epoch, seq, kind, season, week, payload)
       SELECT $1, $2::bigint + ord - 1, kind, season, week, payload
       FROM unnest($3::text[], $4::int[], $5::int[], $6::jsonb[]) WITH ORDINALITY AS e (kind, season, week, payload, ord)
       RETURNING seq, at
     ), moved AS (UPDATE slate_stream SET head = $7)
     SELECT seq, at FROM added ORDER BY seq`,
    [
      epoch,
      first,
      events.map(({ kind }) => kind),
      events.map(({ season }) => season),
      events.map(({ week }) => week),
      events.map(({ payload }) => payload),
      head,
    ],
  );
}

/** Marks these players as being on the log. @returns them as they are now; with `newOnly` those who were not on it */
export async function putOnLog(
  tx: EntityManager,
  ids: readonly string[],
  newOnly: boolean,
): Promise<EventPlayer[]> {
  const [players] = await tx.query<[EventPlayer[], number]>(
    `UPDATE "user" SET on_log = true WHERE id = ANY ($1) ${newOnly ? 'AND NOT on_log' : ''}
     RETURNING n, id, name, team`,
    [ids],
  );
  return players;
}

/** Reads events after `seq`, oldest first, at most `limit`. */
export function eventsAfter(
  manager: EntityManager,
  epoch: string,
  seq: number,
  limit: number,
): Promise<EventRow[]> {
  return manager.query<EventRow[]>(
    `SELECT ${EVENT} FROM slate_event WHERE epoch = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [epoch, seq, limit],
  );
}

/** Reads the events that change games of a week, oldest first. */
export function eventsOfWeek(manager: EntityManager, epoch: string, week: WeekKey): Promise<EventRow[]> {
  return manager.query<EventRow[]>(
    `SELECT ${EVENT} FROM slate_event
     WHERE ${ofWeekSql('slate_event')} AND epoch = $4 AND kind = 'games' ORDER BY seq`,
    [...weekParams(week), epoch],
  );
}

/** Reads the events by which these games left a week, oldest first. */
export function eventsLeaving(
  manager: EntityManager,
  epoch: string,
  week: WeekKey,
  games: readonly string[],
): Promise<EventRow[]> {
  return manager.query<EventRow[]>(
    `SELECT ${EVENT} FROM slate_event
     WHERE epoch = $4 AND kind = 'games' AND payload ? 'moved' AND EXISTS (
       SELECT FROM jsonb_array_elements(payload->'moved') m
       WHERE m->>'id' = ANY ($5) AND m @> jsonb_build_object('season', $1::int, 'seasonType', $2::int, 'week', $3::int)
     ) ORDER BY seq`,
    [...weekParams(week), epoch, games],
  );
}

/** Replaces the content of all events of a player but the one about the removal. @param nothing an event that says nothing */
export async function blankEvents(
  manager: EntityManager,
  player: string,
  nothing: { readonly kind: string },
): Promise<void> {
  await manager.query(
    `UPDATE slate_event SET kind = $2, payload = $3
     WHERE kind <> 'player-removed' AND (payload->>'player' = $1 OR payload#>>'{player,id}' = $1)`,
    [player, nothing.kind, nothing],
  );
}

/** Removes the name of an admin from games that were entered by hand, in events and in the games themselves. */
export async function forgetHand(manager: EntityManager, name: string): Promise<void> {
  await manager.query(
    `UPDATE slate_event
     SET payload = replace(payload::text, '"byHand": {"by": ' || to_jsonb($1::text)::text, '"byHand": {"by": null')::jsonb
     WHERE kind = 'games' AND strpos(payload::text, '"byHand": {"by": ' || to_jsonb($1::text)::text) > 0`,
    [name],
  );
  await manager.query('UPDATE game SET hand_name = NULL WHERE hand_by IS NULL AND hand_name = $1', [name]);
}

/** Deletes all events, and begins a new epoch at position 0. @returns the epoch */
export async function beginEpoch(tx: EntityManager): Promise<string> {
  await tx.query('DELETE FROM slate_event');
  const [rows] = await tx.query<[Pick<Stream, 'epoch'>[], number]>(
    `UPDATE slate_stream SET epoch = replace(gen_random_uuid()::text, '-', ''), head = 0 RETURNING epoch`,
  );
  return firstRow(rows).epoch;
}

function firstRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('the slate stream has no row: migrations did not run');
  return row;
}
