import { Injectable, Logger } from '@nestjs/common';
import type { Position } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { Bus, SLATE_CHANNEL } from '../../platform/bus/bus.js';
import { type EventPlayer, type SlateEvent, type SlateEventBody, slateEventSchema } from './slate-event.js';
import {
  appendEvents,
  beginEpoch,
  blankEvents,
  type EventRow,
  eventsAfter,
  eventsLeaving,
  eventsOfWeek,
  forgetHand,
  lockStream,
  putOnLog,
  readStream,
  type Stream,
} from './slate-log.sql.js';
import type { WeekKey } from './week-key.js';

export type { Stream } from './slate-log.sql.js';

/** Content of events about a week. */
type WeekBody = Extract<SlateEventBody, { kind: 'games' | 'week' | 'results' | 'lock' | 'card' }>;

/** An event to append: its content and, for one about a week, the week with season and type. */
export type NewEvent =
  | { season: number; week: number; body: WeekBody & { seasonType: number } }
  | { season?: never; week?: never; body: Exclude<SlateEventBody, WeekBody> };

/**
 * Idle limit for the holder of the log's lock, in ms. A suspended or vanished process loses lock and transaction, so
 * that it cannot block writers. It is shorter than the limit of a query, so that waiting writers get the lock in time.
 */
const HOLDER_SPEAKS_WITHIN_MS = 4_000;
/** Maximum size of a bus message with events; nodes read larger sets from the database. */
const MAX_NOTICE_BYTES = 256 * 1024;

/**
 * The ordered log of everything that changes standings. PostgreSQL is authoritative: positions are assigned under the
 * lock of the stream row, so the order of seq is the commit order, without gaps. The bus only delivers hints.
 */
@Injectable()
export class SlateLog {
  private readonly logger = new Logger(SlateLog.name);

  constructor(
    private readonly db: DataSource,
    private readonly bus: Bus,
  ) {}

  /**
   * Runs `work` in a transaction that may append events, and notifies the nodes after the commit. `work` must call
   * `lock` before it reads anything that its events depend on; the holder of the lock writes the next positions.
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

  /** Returns the committed state of the stream. */
  stream(tx: EntityManager = this.db.manager): Promise<Stream> {
    return readStream(tx);
  }

  /**
   * Returns the position for an answer. It must be read before the rest of the answer, which may then be newer than its
   * position, but never older (P70).
   */
  async position(tx?: EntityManager): Promise<Position> {
    return positionOf(await this.stream(tx));
  }

  /** Returns events after `seq`, oldest first, at most `limit`. */
  async readAfter(
    epoch: string,
    seq: number,
    limit = 1000,
    tx: EntityManager = this.db.manager,
  ): Promise<SlateEvent[]> {
    return (await eventsAfter(tx, epoch, seq, limit)).map(toEvent);
  }

  /**
   * Replaces the content of all events of a deleted player. The event about the removal stays, because nodes that are
   * behind need it; it has an id, but no name.
   */
  async forget(player: string, name: string): Promise<void> {
    const nothing: SlateEventBody = { kind: 'lock', games: [] };
    await blankEvents(this.db.manager, player, nothing);
    await forgetHand(this.db.manager, name);
  }

  /** Returns the events that change games of a week, oldest first. */
  async readWeek(epoch: string, week: WeekKey): Promise<SlateEvent[]> {
    return (await eventsOfWeek(this.db.manager, epoch, week)).map(toEvent);
  }

  /** Returns the events by which these games left a week, oldest first. These events belong to the games' new week. */
  async readLeaving(epoch: string, week: WeekKey, games: readonly string[]): Promise<SlateEvent[]> {
    return (await eventsLeaving(this.db.manager, epoch, week, games)).map(toEvent);
  }

  /**
   * Starts a new epoch of the log: old events are deleted, and positions start at 0.
   * @param clear deletes, in the same transaction, data that must not survive the reset
   */
  async reset(clear: (tx: EntityManager) => Promise<void>): Promise<void> {
    const epoch = await this.db.transaction(async (tx) => {
      await lockStream(tx, HOLDER_SPEAKS_WITHIN_MS);
      await clear(tx);
      return beginEpoch(tx);
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
      // The events are committed; every node finds them when it next checks the head.
      this.logger.warn(`the slate notice could not be published: ${String(error)}`);
    }
  }
}

/** Returns the position of the stream's head. */
export function positionOf({ epoch, head }: Stream): Position {
  return { epoch, seq: head };
}

/** Assigns positions within one transaction. */
export class LogWriter {
  readonly events: SlateEvent[] = [];
  private tx: EntityManager | null = null;
  private locked: Stream | null = null;

  begin(tx: EntityManager): void {
    this.tx = tx;
    this.locked = null;
    this.events.length = 0;
  }

  /** Locks the stream row, waiting for the current writer, and returns it. Calling it twice is harmless. */
  async lock(): Promise<Stream> {
    if (this.locked === null) this.locked = await lockStream(this.manager(), HOLDER_SPEAKS_WITHIN_MS);
    return this.locked;
  }

  /** Appends events at the next positions, and moves the head. */
  async append(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.lock();
    await this.appendMissing(events.flatMap(({ body }) => playersOf(body)));
    await this.insert(events);
  }

  /** Appends these players as they are now, within the transaction that has changed them. */
  async appendPlayers(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.insertPlayers(await putOnLog(this.manager(), ids, false));
  }

  /** Appends those of these players who are not on the log yet: events about a player come after the player's own. */
  async appendMissing(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.insertPlayers(await putOnLog(this.manager(), ids, true));
  }

  private async insertPlayers(players: readonly EventPlayer[]): Promise<void> {
    await this.insert(players.map((player) => ({ body: { kind: 'player', player } })));
  }

  private async insert(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    const stream = await this.lock();
    const first = stream.head + 1;
    stream.head += events.length;
    const rows = await appendEvents(
      this.manager(),
      stream,
      first,
      events.map(({ season = null, week = null, body }) => {
        return { kind: body.kind, season, week, payload: JSON.stringify(body) };
      }),
    );
    events.forEach(({ season = null, week = null, body }, index) => {
      const row = rows[index];
      if (row === undefined) throw new Error('an event was not stored');
      const { seq, at } = row;
      this.events.push({ epoch: stream.epoch, seq, at: at.toISOString(), season, week, body });
    });
  }

  private manager(): EntityManager {
    if (this.tx === null) throw new Error('the log writer has no transaction');
    return this.tx;
  }
}

/** Returns the players that an event is about, except those that it removes. */
function playersOf(body: SlateEventBody): string[] {
  return body.kind === 'card' || body.kind === 'member' ? [body.player] : [];
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
