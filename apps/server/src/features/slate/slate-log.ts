import { Injectable, Logger } from '@nestjs/common';
import type { Position } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { Bus } from '../../platform/bus/bus.js';
import { SLATE_CHANNEL } from '../../platform/bus/channels.js';
import { type EventPlayer, type SlateEvent, type SlateEventBody, slateEventSchema } from './slate-event.js';
import { ofWeekSql, type WeekKey, weekParams } from './week-key.js';

/** The log's row: its life (epoch), its last position (head), and the highest fencing token that wrote (fence). */
export interface Stream {
  epoch: string;
  head: number;
  fence: number;
}

/** What is about a week. */
type WeekBody = Extract<SlateEventBody, { kind: 'games' | 'week' | 'results' | 'lock' | 'card' }>;

/** An event to be: what it says and, where it is about a week, which one. A week without its type cannot be written. */
export type NewEvent =
  | { season: number; week: number; body: WeekBody & { seasonType: number } }
  | { season?: never; week?: never; body: Exclude<SlateEventBody, WeekBody> };

interface EventRow {
  epoch: string;
  seq: number;
  at: Date;
  season: number | null;
  week: number | null;
  payload: unknown;
}

/**
 * The holder of the log's lock sends a statement at least this often, or loses lock and transaction: a suspended process, or
 * one whose machine is gone, must not keep others from writing. Shorter than the limit of a query: waiting writers get the lock.
 */
const HOLDER_SPEAKS_WITHIN_MS = 4_000;
/** A bus message larger than this carries no events: the nodes read them from the database. */
const MAX_NOTICE_BYTES = 256 * 1024;

/**
 * The ordered log of everything that changes standings. PostgreSQL is the truth: positions are given under the lock of
 * the stream row, so seq order is commit order, without gaps; the bus only hints.
 */
@Injectable()
export class SlateLog {
  private readonly logger = new Logger(SlateLog.name);

  constructor(
    private readonly db: DataSource,
    private readonly bus: Bus,
  ) {}

  /**
   * Runs `work` in a transaction that may append events, and tells the nodes after the commit.
   * `work` calls `lock` before it reads what its events depend on; whoever holds the lock writes the next positions.
   */
  async write<T>(work: (tx: EntityManager, log: LogWriter) => Promise<T>): Promise<T> {
    const writer = new LogWriter();
    const result = await this.db.transaction(async (tx) => {
      writer.begin(tx);
      return work(tx, writer);
    });
    await this.publish(writer.events);
    return result;
  }

  /** For reads outside a transaction. */
  get manager(): EntityManager {
    return this.db.manager;
  }

  /** The stream as committed now. */
  async stream(tx: EntityManager = this.db.manager): Promise<Stream> {
    return firstRow(await tx.query<Stream[]>('SELECT epoch, head, fence FROM slate_stream'));
  }

  /**
   * Where the log stands, for an answer to name. Read before the rest of the answer: it may hold more than its position says, never less
   * (P70).
   */
  async position(tx?: EntityManager): Promise<Position> {
    return positionOf(await this.stream(tx));
  }

  /** Events after `seq`, oldest first, at most `limit`. */
  async readAfter(
    epoch: string,
    seq: number,
    limit = 1000,
    tx: EntityManager = this.db.manager,
  ): Promise<SlateEvent[]> {
    const rows = await tx.query<EventRow[]>(
      'SELECT epoch, seq, at, season, week, payload FROM slate_event WHERE epoch = $1 AND seq > $2 ORDER BY seq LIMIT $3',
      [epoch, seq, limit],
    );
    return rows.map(toEvent);
  }

  /**
   * Makes the events of a player who has gone say nothing, whenever they are read again. The one that says that the player
   * has gone stays: nodes that are behind need it, and it holds an id without a name.
   */
  async forget(player: string): Promise<void> {
    const nothing: SlateEventBody = { kind: 'lock', games: [] };
    await this.db.query(
      `UPDATE slate_event SET kind = $2, payload = $3
       WHERE kind <> 'player-removed' AND (payload->>'player' = $1 OR payload#>>'{player,id}' = $1)`,
      [player, nothing.kind, nothing],
    );
  }

  /** Events that change games of a week, oldest first. */
  async readWeek(epoch: string, week: WeekKey): Promise<SlateEvent[]> {
    const rows = await this.db.query<EventRow[]>(
      `SELECT epoch, seq, at, season, week, payload FROM slate_event
       WHERE ${ofWeekSql('slate_event')} AND epoch = $4 AND kind = 'games' ORDER BY seq`,
      [...weekParams(week), epoch],
    );
    return rows.map(toEvent);
  }

  /** Events by which these games left a week, oldest first: they are about the week to which the games went. */
  async readLeaving(
    epoch: string,
    { season, seasonType, week }: WeekKey,
    games: readonly string[],
  ): Promise<SlateEvent[]> {
    const rows = await this.db.query<EventRow[]>(
      `SELECT epoch, seq, at, season, week, payload FROM slate_event
       WHERE epoch = $1 AND kind = 'games' AND payload ? 'moved' AND EXISTS (
         SELECT FROM jsonb_array_elements(payload->'moved') m
         WHERE m->>'id' = ANY ($2) AND m @> jsonb_build_object('season', $3::int, 'seasonType', $4::int, 'week', $5::int)
       ) ORDER BY seq`,
      [epoch, games, season, seasonType, week],
    );
    return rows.map(toEvent);
  }

  /**
   * Starts a new life of the log: history is gone, positions begin again at 0 under a new epoch.
   * @param clear deletes, in the same transaction, what the new life must not remember
   */
  async reset(clear: (tx: EntityManager) => Promise<void>): Promise<void> {
    const epoch = await this.db.transaction(async (tx) => {
      await lockStream(tx);
      await clear(tx);
      await tx.query('DELETE FROM slate_event');
      const rows = await tx.query<[{ epoch: string }[], number]>(
        `UPDATE slate_stream SET epoch = replace(gen_random_uuid()::text, '-', ''), head = 0 RETURNING epoch`,
      );
      return firstRow(rows[0]).epoch;
    });
    await this.send(JSON.stringify({ epoch, head: 0, events: [] }));
  }

  private async publish(events: readonly SlateEvent[]): Promise<void> {
    const last = events.at(-1);
    if (last === undefined) return;
    const notice = { epoch: last.epoch, head: last.seq, events };
    const message = JSON.stringify(notice);
    await this.send(message.length <= MAX_NOTICE_BYTES ? message : JSON.stringify({ ...notice, events: [] }));
  }

  private async send(message: string): Promise<void> {
    try {
      await this.bus.publish(SLATE_CHANNEL, message);
    } catch (error) {
      // The events are committed; every node finds them at its next head check.
      this.logger.warn(`slate notice not published: ${String(error)}`);
    }
  }
}

/** The stream's end, as answers name it. */
export function positionOf({ epoch, head }: Stream): Position {
  return { epoch, seq: head };
}

/** Gives positions within one transaction. */
export class LogWriter {
  readonly events: SlateEvent[] = [];
  private tx: EntityManager | null = null;
  private locked: Stream | null = null;

  begin(tx: EntityManager): void {
    this.tx = tx;
    this.locked = null;
    this.events.length = 0;
  }

  /** Locks the stream row (waits for the writer before) and returns it. Calling it twice is harmless. */
  async lock(): Promise<Stream> {
    if (this.locked === null) this.locked = await lockStream(this.manager());
    return this.locked;
  }

  /** Appends events at the next positions; the head moves with them. */
  async append(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.lock();
    await this.appendMissing(events.flatMap(({ body }) => playersOf(body)));
    await this.insert(events);
  }

  /** Appends these players as they are now, within the transaction that has changed them. */
  async appendPlayers(ids: readonly string[]): Promise<void> {
    await this.appendFrom('UPDATE "user" SET on_log = true WHERE id = ANY ($1)', ids);
  }

  /** Appends those of these players whom the log does not know yet: nothing is on it about a player before the player. */
  async appendMissing(ids: readonly string[]): Promise<void> {
    await this.appendFrom('UPDATE "user" SET on_log = true WHERE id = ANY ($1) AND NOT on_log', ids);
  }

  private async appendFrom(update: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const [players] = await this.manager().query<[EventPlayer[], number]>(
      `${update} RETURNING n, id, name, team`,
      [ids],
    );
    await this.insert(players.map((player) => ({ body: { kind: 'player', player } })));
  }

  private async insert(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    const stream = await this.lock();
    const first = stream.head + 1;
    stream.head += events.length;
    const rows = await this.manager().query<{ seq: number; at: Date }[]>(
      `WITH added AS (
         INSERT INTO slate_event (epoch, seq, kind, season, week, payload)
         SELECT $1, $2::bigint + ord - 1, kind, season, week, payload
         FROM unnest($3::text[], $4::int[], $5::int[], $6::jsonb[]) WITH ORDINALITY AS e (kind, season, week, payload, ord)
         RETURNING seq, at
       ), moved AS (UPDATE slate_stream SET head = $7)
       SELECT seq, at FROM added ORDER BY seq`,
      [
        stream.epoch,
        first,
        events.map((event) => event.body.kind),
        events.map((event) => event.season ?? null),
        events.map((event) => event.week ?? null),
        events.map((event) => JSON.stringify(event.body)),
        stream.head,
      ],
    );
    events.forEach(({ season = null, week = null, body }, index) => {
      const { seq, at } = firstRow(rows.slice(index));
      this.events.push({ epoch: stream.epoch, seq, at: at.toISOString(), season, week, body });
    });
  }

  private manager(): EntityManager {
    if (this.tx === null) throw new Error('the log writer has no transaction');
    return this.tx;
  }
}

/** Players whom an event is about, but for those that it removes. */
function playersOf(body: SlateEventBody): string[] {
  return body.kind === 'card' || body.kind === 'member' ? [body.player] : [];
}

async function lockStream(tx: EntityManager): Promise<Stream> {
  return firstRow(
    await tx.query<Stream[]>(
      `SELECT epoch, head, fence, set_config('idle_in_transaction_session_timeout', $1, true)
       FROM slate_stream FOR UPDATE`,
      [String(HOLDER_SPEAKS_WITHIN_MS)],
    ),
  );
}

function firstRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('the slate stream has no row: migrations did not run');
  return row;
}

function toEvent(row: EventRow): SlateEvent {
  return {
    epoch: row.epoch,
    seq: row.seq,
    at: row.at.toISOString(),
    season: row.season,
    week: row.week,
    body: slateEventSchema.shape.body.parse(row.payload),
  };
}
