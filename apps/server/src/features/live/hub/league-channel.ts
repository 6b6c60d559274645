import {
  type Announcement,
  type Cause,
  EVERYONE,
  type Feed,
  LARGE_LEAGUE,
  type RulesName,
} from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import type { Folded } from '../../projection/fold-event.js';
import type { SlateEvent } from '../../slate/slate-event.js';
import type { CatchUp } from '../live-hub.js';
import {
  announcementFrame,
  deltaFrame,
  emptyDelta,
  type Frame,
  FrameRing,
  frameFor,
  type Position,
} from './frames.js';
import { LargeLeagueTable } from './large-league-table.js';
import { LeagueSnapshots, type Look } from './league-snapshots.js';
import { type ChannelSource, type LeagueTable, livePlayers, PendingDelta } from './league-table.js';
import { SmallLeagueTable } from './small-league-table.js';

/** A client that is more positions behind than this gets a snapshot. */
const CATCH_UP_EVENTS = 1_000;
/** Frames that are together larger than this are replaced by one that holds everything (bytes). */
const CATCH_UP_CHARACTERS = 128 * 1024;

/**
 * One league on this node: turns folded events into frames, and brings clients up to date. Events that may wait are
 * kept in `pending` for a moment; `flush` turns them into one delta.
 *
 * A delta cannot remove a row. When a row has to go, the channel becomes `outdated` and sends nothing more, because
 * standings with a row too many are wrong at every position, until `restart` makes every client request a snapshot.
 */
export class LeagueChannel {
  /** Number of watching transports; the hub closes a channel without any. */
  watchers = 0;
  /** All positions up to this one have been sent. */
  private told: Position;
  /** No client can resume from a position before this one, because a delta cannot express what happened there. */
  private barrier = 0;
  private stopped = false;
  /** True when totals of the season's other weeks may have changed since the last frame. */
  private basesMoved = false;
  private readonly ring = new FrameRing();
  private readonly snapshots: LeagueSnapshots;
  private pending = new PendingDelta();
  private table: LeagueTable;
  /** Version of the engine after the last noted event. */
  private notedVersion: number;
  /** True when rows of this league may have moved since the last frame. */
  private rowsMoved = false;
  /** Positions at which players of a large league saved cards without being named, for clients that return soon. */
  private readonly unnamed = new Map<number, number>();

  constructor(
    readonly league: string,
    readonly rules: RulesName,
    private members: Set<number> | 'all',
    private readonly source: ChannelSource,
  ) {
    this.snapshots = new LeagueSnapshots(league, rules, source);
    this.told = this.head;
    this.table = this.newTable();
    this.notedVersion = this.engine.version;
  }

  get hasPending(): boolean {
    return !this.pending.isEmpty;
  }

  /** True when clients would see more of what is pending than a later position. */
  get hasNews(): boolean {
    return !this.pending.isEmpty && (this.rowsMoved || this.basesMoved || !this.pending.isBlank);
  }

  /** The last position that was sent. */
  get position(): Position {
    return this.told;
  }

  /** True when no delta leads to the league's present state: call `restart`. */
  get outdated(): boolean {
    return this.stopped;
  }

  has(n: number): boolean {
    return this.members === 'all' ? this.source.state().players.includes(n) : this.members.has(n);
  }

  /** Takes an event that the node has just folded; `flush` sends it. Returns frames to send at once: announcements. */
  note(event: SlateEvent, folded: Folded): Frame[] {
    if (this.losesRow(event, folded)) this.stopped = true;
    this.basesMoved ||= folded.bases;
    this.followMembers(event);
    this.followRows(event, folded);
    if (this.formIsWrong()) this.stopped = true;
    if (this.stopped) return [];
    const announcement = this.announcementOf(event);
    if (announcement !== null) {
      // pending events are sent as of the position before, so that clients see the announcement as new
      const frames = this.flush(event.seq - 1);
      this.tell(announcement);
      return [...frames, announcement];
    }
    this.pending.note(event, folded, (n) => this.has(n));
    // a member who already has a card: the card becomes visible in the league
    if (event.body.kind === 'member' && event.body.league === this.league) this.pending.cards = true;
    return [];
  }

  /** Returns pending changes as one delta, if there are any. @param seq the last position that it covers */
  flush(seq = this.source.state().seq): Frame[] {
    if (this.stopped || this.pending.isEmpty) return [];
    const changes = this.table.changes(this.engine);
    if (changes.lost === true) {
      this.stopped = true;
      return [];
    }
    const players = livePlayers(
      this.source.state(),
      new Set([...this.pending.players, ...this.named(), ...changes.mentioned]),
    );
    const frame = deltaFrame({
      league: this.league,
      epoch: this.told.epoch,
      from: this.told.seq + 1,
      seq,
      at: this.pending.at,
      games: [...this.pending.games.values()],
      scopes: changes.scopes,
      ...(players.length > 0 ? { players } : {}),
      ...(this.pending.cause === null ? {} : { cause: this.pending.cause }),
      ...(changes.spread === undefined ? {} : { spread: changes.spread, ties: changes.ties }),
      ...(this.basesMoved && !this.table.sameForAll ? { bases: true } : {}),
      ...(this.pending.cards ? { cards: true } : {}),
    });
    this.pending = new PendingDelta();
    this.basesMoved = false;
    this.rowsMoved = false;
    this.tell(frame);
    return [frame];
  }

  /**
   * Call after the node has read its state again. Returns the difference as one delta, unless no delta can express it
   * (another epoch, another week, a removed row): then the channel is `outdated`.
   */
  reloaded(members: Set<number> | 'all', at: string, cause: Cause | null): Frame[] {
    const state = this.source.state();
    this.members = members;
    this.snapshots.forget();
    // the ring contains announcements to leagues that their readers may have left meanwhile
    this.ring.clear();
    this.table.engineReplaced();
    this.basesMoved = true;
    this.notedVersion = this.engine.version;
    if (state.epoch !== this.told.epoch || state.barrier > this.told.seq || this.formIsWrong())
      this.stopped = true;
    if (this.stopped || state.seq === this.told.seq) return [];
    const numbers = this.table.sameForAll || this.members !== 'all' ? this.memberNumbers() : [];
    this.table.add(numbers);
    this.pending.everything(state.games.values(), this.table.sameForAll ? numbers : [], at, cause);
    return this.flush();
  }

  /** Marks the present state as sent: every client must request a snapshot now. */
  restart(): void {
    this.ring.clear();
    this.snapshots.forget();
    this.unnamed.clear();
    this.pending = new PendingDelta();
    this.told = this.head;
    this.barrier = this.told.seq;
    this.table = this.newTable();
    this.notedVersion = this.engine.version;
    this.stopped = false;
  }

  /** Stops the frames until `restart`. */
  stop(): void {
    this.stopped = true;
  }

  /**
   * Returns frames from `since` to the last position sent. Call `flush` first, and send what it returns to the other
   * clients.
   */
  catchUp(
    since: Position | null,
    viewer: number,
    now: Date,
    feed: Feed,
    watches?: (league: string) => boolean,
  ): CatchUp {
    if (this.stopped) return this.catchUpStopped(since, viewer, now, feed);
    const position = this.told;
    if (since !== null && this.isNear(since)) {
      if (since.seq === position.seq) return { reset: false, frames: [], position };
      const recent = (this.unnamed.get(viewer) ?? 0) > since.seq ? null : this.recent(since);
      if (recent !== null)
        return { reset: false, frames: recent.map((frame) => frameFor(frame, viewer, watches)), position };
      // in a large league only a snapshot tells which rows the client must drop
      if (this.table.sameForAll && since.seq >= Math.max(this.barrier, this.source.state().barrier)) {
        const frame = this.snapshots.since(since.seq, this.look(position, viewer, now));
        return { reset: false, frames: [frame], position };
      }
    }
    const frame = this.snapshots.take(this.look(position, viewer, now), feed);
    return { reset: true, frames: [frame], position };
  }

  /**
   * While a resync is pending, clients at the common position wait together. Others get a snapshot of the present
   * state.
   */
  private catchUpStopped(since: Position | null, viewer: number, now: Date, feed: Feed): CatchUp {
    const { told, head } = this;
    const waits = since?.epoch === told.epoch && since.epoch === head.epoch;
    if (waits && since.seq >= told.seq && since.seq <= head.seq)
      return { reset: false, frames: [], position: told };
    const look = { ...this.look(head, viewer, now), table: this.newTable() };
    return { reset: true, frames: [this.snapshots.take(look, feed)], position: head };
  }

  private look(position: Position, viewer: number, now: Date): Look {
    return { table: this.table, position, viewer, now };
  }

  private get engine(): StandingsEngine {
    return this.source.engine(this.rules);
  }

  /** Notes whether the event moved rows of this league: a card of somebody else does not. */
  private followRows({ body }: SlateEvent, { players }: Folded): void {
    const { version } = this.engine;
    const moved = version !== this.notedVersion;
    this.notedVersion = version;
    const ofPlayers = body.kind === 'card' || body.kind === 'player';
    this.rowsMoved ||= moved && (!ofPlayers || players.some((n) => this.has(n)));
  }

  /**
   * Returns which savers the next frame names. In a large league thousands save within a minute, and only their own
   * pages need it; one that is away until later gets a snapshot.
   */
  private named(): Iterable<number> {
    const { savers } = this.pending;
    if (this.table.sameForAll || savers.size === 0) return savers;
    const { seq } = this.source.state();
    for (const [n, at] of this.unnamed) if (seq - at > CATCH_UP_EVENTS) this.unnamed.delete(n);
    const named = new Set(this.source.watching(this.league, savers));
    for (const n of savers) if (!named.has(n)) this.unnamed.set(n, seq);
    return named;
  }

  private get head(): Position {
    const { epoch, seq } = this.source.state();
    return { epoch, seq };
  }

  /** Returns the frames themselves, as long as they are smaller than one frame with everything. */
  private recent(since: Position): Frame[] | null {
    const frames = this.ring.after(since);
    const characters = frames?.reduce((sum, { json }) => sum + json.length, 0) ?? 0;
    return characters <= CATCH_UP_CHARACTERS ? frames : null;
  }

  /** Returns the event's announcement for viewers of this league; null when it is for none of them. */
  private announcementOf({ body, epoch, seq, at }: SlateEvent): Frame | null {
    if (body.kind !== 'announcement') return null;
    const { announcement, audience = [] } = body;
    const { league } = announcement;
    const others = emptyDelta(this.league, epoch, seq, at);
    if (concerns(this.league, announcement))
      return announcementFrame(this.league, epoch, seq, announcement, others, null);
    const players = new Set(audience.filter((n) => this.has(n)));
    if (league === null || players.size === 0) return null;
    return announcementFrame(this.league, epoch, seq, announcement, others, { league, players });
  }

  /** Returns true for a position of this epoch that is neither ahead nor too far behind. */
  private isNear(since: Position): boolean {
    const behind = this.told.seq - since.seq;
    return since.epoch === this.told.epoch && behind >= 0 && behind <= CATCH_UP_EVENTS;
  }

  /**
   * Returns true when the event removes a row, which a delta cannot do: a card was taken back, or a member or player
   * with a card has left.
   */
  private losesRow({ body }: SlateEvent, { unlisted }: Folded): boolean {
    if (body.kind === 'member-left' && body.league !== this.league) return false;
    return unlisted.some((n) => this.members === 'all' || this.members.has(n));
  }

  private followMembers({ body }: SlateEvent): void {
    if (body.kind === 'member-left') this.ring.narrow(body.league, body.n);
    if (this.members === 'all') {
      if (body.kind === 'player') this.table.add([body.player.n]);
      else if (body.kind === 'player-removed') this.table.remove(body.n);
    } else if (body.kind === 'member' && body.league === this.league) {
      this.members.add(body.n);
      this.table.add([body.n]);
    } else if (
      body.kind === 'player-removed' ||
      (body.kind === 'member-left' && body.league === this.league)
    ) {
      this.members.delete(body.n);
      this.table.remove(body.n);
    }
  }

  private memberNumbers(): Iterable<number> {
    return this.members === 'all' ? this.source.state().players.numbers() : this.members;
  }

  private get size(): number {
    return this.members === 'all' ? this.source.state().players.size : this.members.size;
  }

  /** Leagues of this size send only part of their rows. */
  private formIsWrong(): boolean {
    return this.table.sameForAll === this.size > LARGE_LEAGUE;
  }

  /** Builds standings for which everything present counts as sent. */
  private newTable(): LeagueTable {
    const { members } = this;
    const table =
      this.size > LARGE_LEAGUE
        ? new LargeLeagueTable(members === 'all' ? 'all' : Uint32Array.from(members))
        : new SmallLeagueTable(this.memberNumbers());
    table.changes(this.engine);
    return table;
  }

  private tell(frame: Frame): void {
    this.ring.push(frame);
    this.told = { epoch: frame.epoch, seq: frame.seq };
  }
}

/** Returns true when an announcement is for everybody in a league. */
export function concerns(league: string, announcement: Pick<Announcement, 'league'>): boolean {
  return [null, EVERYONE, league].includes(announcement.league);
}
