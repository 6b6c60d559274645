import {
  type Announcement,
  type Cause,
  EVERYONE,
  type Feed,
  LARGE_LEAGUE,
  type LivePlayer,
  type RulesName,
} from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import type { SlateEvent } from '../../slate/slate-event.js';
import type { Folded } from '../../standings/fold-event.js';
import { jokerShown, type NodeState } from '../../standings/node-state.js';
import { type Frame, frameFor, type Position } from '../frame.js';
import type { CatchUp } from '../live-hub.js';
import { FrameRing } from './frame-ring.js';
import { announcementFrame, deltaFrame, snapshotBody, snapshotFrame } from './frames.js';
import { LargeLeagueTable } from './large-league-table.js';
import type { LeagueTable } from './league-table.js';
import { PendingDelta } from './pending-delta.js';
import { SmallLeagueTable } from './small-league-table.js';

/** What a channel asks of the node: the state, and the engine of the league's rules. */
export interface ChannelSource {
  state(): NodeState;
  engine(rules: RulesName): StandingsEngine;
  announcements(league: string): Announcement[];
  /** A snapshot's body was built and encoded: what costs when many come at once. */
  snapshotBuilt(): void;
}

/** How old a shared snapshot's `serverTime` may be. */
const SHARED_SNAPSHOT_MS = 250;
/** A client further behind than this gets a snapshot. */
const CATCH_UP_EVENTS = 1_000;

/**
 * One league on this node: turns folded events into frames, and catches clients up. Events that come without news may
 * wait in `pending` for a moment; `flush` turns them into one delta.
 */
export class LeagueChannel {
  /** How many transports' clients watch; the hub closes a channel that nobody watches. */
  watchers = 0;
  /** All positions up to this one have been told. */
  private told: Position;
  /** Nobody resumes from before this position: what happened there can't be told as a delta. */
  private barrier = 0;
  private readonly ring = new FrameRing();
  private pending = new PendingDelta();
  private table: LeagueTable;
  private shared: { key: string; body: string; feed: Feed['state']; at: number; frame: Frame } | null = null;

  constructor(
    readonly league: string,
    readonly rules: RulesName,
    private members: Set<number> | 'all',
    private readonly source: ChannelSource,
  ) {
    const state = source.state();
    this.told = { epoch: state.epoch, seq: state.seq };
    this.table = this.newTable();
  }

  get hasPending(): boolean {
    return !this.pending.isEmpty;
  }

  /** The last position that was told. */
  get position(): Position {
    return this.told;
  }

  /** Every player belongs to it, also one whom the standings have just forgotten. */
  get ofEverybody(): boolean {
    return this.members === 'all';
  }

  has(n: number): boolean {
    return this.members === 'all' ? this.source.state().byNumber.has(n) : this.members.has(n);
  }

  /** Takes in an event that the node has just folded. Returns frames to send at once (news and announcements). */
  note(event: SlateEvent, folded: Folded): Frame[] {
    const announcement = this.announcementOf(event);
    if (announcement !== null) {
      // what waits is told as of the position before, so that the announcement is news to who applies it
      const frames = this.flush(event.seq - 1);
      this.tell(announcement);
      return [...frames, announcement];
    }
    this.followMembers(event);
    this.pending.note(event, folded, (n) => this.has(n));
    return folded.cause === null ? [] : this.flush();
  }

  /** Tells what is pending, if anything, as one delta. @param seq the last position that it covers */
  flush(seq = this.source.state().seq): Frame[] {
    if (this.pending.isEmpty) return [];
    const changes = this.table.changes(this.source.engine(this.rules));
    const players = this.livePlayers(new Set([...this.pending.players, ...changes.mentioned]));
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
      ...(changes.spread === undefined ? {} : { spread: changes.spread }),
    });
    this.pending = new PendingDelta();
    this.tell(frame);
    return [frame];
  }

  /**
   * After the node read its state anew: tells the difference as one delta.
   * @returns null when a delta can't tell it (another life of the log, another week, somebody left): then clients need
   * a snapshot
   */
  reloaded(members: Set<number> | 'all', at: string, cause: Cause | null): Frame[] | null {
    const state = this.source.state();
    this.members = members;
    this.shared = null;
    this.table.engineReplaced();
    if (state.epoch !== this.told.epoch || state.barrier > this.told.seq || this.outgrown()) {
      this.restart();
      return null;
    }
    if (state.seq === this.told.seq) return [];
    const small = this.table instanceof SmallLeagueTable;
    const numbers = small || this.members !== 'all' ? this.memberNumbers() : [];
    this.table.add(numbers);
    this.pending.everything(state.games.values(), small ? numbers : [], at, cause);
    return this.flush();
  }

  /** A player is gone from the league, or a table changed in a way that no delta tells: clients need a snapshot. */
  restart(gone?: number): void {
    if (gone !== undefined && this.members !== 'all') this.members.delete(gone);
    const state = this.source.state();
    this.ring.clear();
    this.shared = null;
    this.pending = new PendingDelta();
    this.told = { epoch: state.epoch, seq: state.seq };
    this.barrier = state.seq;
    this.table = this.newTable();
  }

  /** True when the league has become too large for the way its rows travel: it must `restart`. */
  outgrown(): boolean {
    return this.table instanceof SmallLeagueTable && this.memberNumbers().size > LARGE_LEAGUE;
  }

  /** Frames from `since` to the last told position; call `flush` first and send what it returns to the others. */
  catchUp(since: Position | null, viewer: number, now: Date, feed: Feed): CatchUp {
    const position = this.told;
    if (since !== null && this.isNear(since)) {
      if (since.seq === position.seq) return { reset: false, frames: [], position };
      const recent = this.ring.after(since);
      if (recent !== null)
        return { reset: false, frames: recent.map((frame) => frameFor(frame, viewer)), position };
      if (since.seq >= Math.max(this.barrier, this.source.state().barrier))
        return { reset: false, frames: [this.coalesced(since, viewer, now)], position };
    }
    return { reset: true, frames: [this.snapshot(viewer, now, feed)], position };
  }

  /** The event's announcement for those who watch this league; null when it is for none of them. */
  private announcementOf({ body, epoch, seq, at }: SlateEvent): Frame | null {
    if (body.kind !== 'announcement') return null;
    const { announcement, audience = [] } = body;
    const { league } = announcement;
    if (concerns(this.league, announcement)) return announcementFrame(epoch, seq, announcement, null);
    const players = new Set(audience.filter((n) => this.has(n)));
    if (league === null || players.size === 0) return null;
    const others = deltaFrame({ league: this.league, epoch, from: seq, seq, at, games: [], scopes: {} });
    return announcementFrame(epoch, seq, announcement, { league, players, others });
  }

  /** A position of this life of the log, not ahead and not too far behind. */
  private isNear(since: Position): boolean {
    const behind = this.told.seq - since.seq;
    return since.epoch === this.told.epoch && behind >= 0 && behind <= CATCH_UP_EVENTS;
  }

  /** Everything as it is now: absolute values are harmless to who knows some of them. */
  private coalesced(since: Position, viewer: number, now: Date): Frame {
    const view = this.table.view(this.source.engine(this.rules), viewer);
    return deltaFrame({
      league: this.league,
      epoch: this.told.epoch,
      from: since.seq + 1,
      seq: this.told.seq,
      at: now.toISOString(),
      games: [...this.source.state().games.values()],
      scopes: view.scopes,
      players: this.livePlayers(view.players),
      ...(view.spread === undefined ? {} : { spread: view.spread }),
    });
  }

  /**
   * In a small league the body is built once for as long as nothing happens, and everybody who comes within a moment gets the very
   * same frame, compressed once.
   */
  private snapshot(viewer: number, now: Date, feed: Feed): Frame {
    const { epoch, seq } = this.told;
    const head = { league: this.league, epoch, seq, serverTime: now.toISOString(), feed };
    if (!(this.table instanceof SmallLeagueTable)) return snapshotFrame(head, this.snapshotBody(viewer));
    const key = `${epoch}/${seq}/${this.announcementKey()}`;
    const known = this.shared?.key === key ? this.shared : null;
    if (known?.feed === feed.state && now.getTime() - known.at < SHARED_SNAPSHOT_MS) return known.frame;
    const body = known?.body ?? this.snapshotBody(viewer);
    const frame = snapshotFrame(head, body);
    this.shared = { key, body, feed: feed.state, at: now.getTime(), frame };
    return frame;
  }

  private announcementKey(): string {
    return this.source
      .announcements(this.league)
      .map(({ id, updatedAt }) => `${id}@${updatedAt}`)
      .join();
  }

  private snapshotBody(viewer: number): string {
    const state = this.source.state();
    const view = this.table.view(this.source.engine(this.rules), viewer);
    const { season } = state;
    this.source.snapshotBuilt();
    return snapshotBody({
      slate: { season: season?.season ?? 0, week: season?.week ?? 0, day: state.day?.id ?? null },
      games: [...state.games.values()],
      players: this.livePlayers(view.players),
      scopes: view.scopes,
      announcements: this.source.announcements(this.league),
      ...(view.spread === undefined ? {} : { spread: view.spread }),
    });
  }

  private livePlayers(numbers: Iterable<number>): LivePlayer[] {
    const state = this.source.state();
    const players: LivePlayer[] = [];
    for (const n of numbers) {
      const player = state.byNumber.get(n);
      if (player === undefined) continue;
      const { id, name, team } = player;
      players.push({ n, id, name, team, joker: jokerShown(state, player) });
    }
    return players;
  }

  private followMembers({ body }: SlateEvent): void {
    if (this.members === 'all') {
      if (body.kind === 'player') this.table.add([body.player.n]);
    } else if (body.kind === 'member' && body.league === this.league) {
      this.members.add(body.n);
      this.table.add([body.n]);
    }
  }

  private memberNumbers(): Set<number> {
    return this.members === 'all' ? new Set(this.source.state().byNumber.keys()) : this.members;
  }

  /** A table that has told everything as it is now. */
  private newTable(): LeagueTable {
    const numbers = this.memberNumbers();
    const large = numbers.size > LARGE_LEAGUE;
    const table = large
      ? new LargeLeagueTable(this.members === 'all' ? 'all' : Uint32Array.from(numbers))
      : new SmallLeagueTable(numbers);
    table.changes(this.source.engine(this.rules));
    return table;
  }

  private tell(frame: Frame): void {
    this.ring.push(frame);
    this.told = { epoch: frame.epoch, seq: frame.seq };
  }
}

/** Whether an announcement is for everybody in a league. */
export function concerns(league: string, announcement: Pick<Announcement, 'league'>): boolean {
  return [null, EVERYONE, league].includes(announcement.league);
}
