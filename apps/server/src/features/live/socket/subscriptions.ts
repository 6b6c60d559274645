import type { Feed, Subscribe } from '@sunday-live/contract';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Membership } from '../../leagues/league-directory.js';
import { type Frame, frameFor, type Position } from '../hub/frames.js';
import type { LiveHub, LiveListener, LogHead } from '../live-hub.js';
import type { LiveRights } from '../live-rights.js';
import type { FrameAdapter } from './frame.adapter.js';
import { LeagueRoom, type LiveSocket, type PendingJoin } from './live-socket.js';
import type { LiveSockets } from './live-sockets.js';
import { eventMessage, type Message } from './message.js';
import { frameMessage } from './shared-context.js';
import { SlowSockets } from './slow-sockets.js';

/** Maximum number of leagues that one socket may watch at once. */
export const SUBSCRIPTIONS_PER_SOCKET = 20;

/** Called with every frame that was sent to a room. */
export type FrameObserver = (frame: Frame) => void;

/** Tracks who watches which league on this node: joins and leaves, and the hub's frames to the sockets. */
export class Subscriptions implements LiveListener {
  readonly slow: SlowSockets;
  private readonly byLeague = new Map<string, LeagueRoom>();

  constructor(
    private readonly hub: LiveHub,
    private readonly heads: Pick<LogHead, 'reach'>,
    private readonly rights: LiveRights,
    private readonly sockets: LiveSockets,
    private readonly adapter: FrameAdapter,
    private readonly onFeed: (feed: Feed) => void,
    private readonly onFrame: FrameObserver,
  ) {
    this.slow = new SlowSockets({
      rights,
      missed: (room, since, socket) => hub.catchUp(room.league, since, socket.viewer.n, watches(socket)),
      send: (socket, frame) => this.send(socket, frame),
    });
    rights.watch(() => this.memberships());
    rights.onLost((league, playerId) => this.expelled(league, playerId));
    adapter.onLag((socket) => this.slow.mark(socket));
  }

  /** Leagues watched by a socket of this node. */
  get rooms(): number {
    return this.byLeague.size;
  }

  /**
   * Brings the socket to the league's head and lets it follow from there. Catching up and joining happen in one tick,
   * so that no frame is missed in between. Clients repair a gap by subscribing again.
   * @param accepted called when the subscription is accepted, before the first frame
   * @throws AppError not-found, too-many-requests
   */
  async subscribe(
    socket: LiveSocket,
    { league, epoch, since }: Subscribe,
    accepted: () => void,
  ): Promise<void> {
    const position = epoch === undefined || since === undefined ? null : { epoch, seq: since };
    const pending = this.begin(socket, league);
    try {
      await this.rights.demand(league, socket.viewer.id);
      await this.heads.reach(position);
      const release = await this.open(league, socket.viewer.id);
      if (pending.cancelled || !socket.io.connected) {
        release();
        throw new AppError('not-found');
      }
      try {
        this.join(socket, league, position, release, accepted);
      } catch (error) {
        if (!this.byLeague.has(league)) release();
        throw error;
      }
    } finally {
      socket.joining = socket.joining?.filter((other) => other !== pending) ?? null;
      if (socket.joining?.length === 0) socket.joining = null;
    }
  }

  unsubscribe(socket: LiveSocket, league: string): void {
    for (const pending of socket.joining ?? []) {
      if (pending.league === league) pending.cancelled = true;
    }
    const room = socket.rooms.find((candidate) => candidate.league === league);
    if (room !== undefined) this.leave(socket, room);
  }

  /** Removes a closed socket. */
  remove(socket: LiveSocket): void {
    for (const pending of socket.joining ?? []) pending.cancelled = true;
    for (const room of socket.rooms) this.leave(socket, room);
    this.slow.forget(socket);
  }

  watching(league: string): number {
    return this.adapter.socketsIn(league).size;
  }

  *among(league: string, players: ReadonlySet<number>): Generator<number> {
    for (const { viewer } of this.adapter.socketsIn(league)) if (players.has(viewer.n)) yield viewer.n;
  }

  frame(league: string, frame: Frame): void {
    const room = this.byLeague.get(league);
    if (room === undefined) return;
    room.position = { epoch: frame.epoch, seq: frame.seq };
    if (frame.others === undefined) this.emit(league, frame.kind, frameMessage(frame, room.context));
    else this.announce(room, frame, frame.others);
    this.onFrame(frame);
  }

  /** An announcement reaches a socket by one of its leagues; on the streams of others it is an empty delta. */
  private announce(room: LeagueRoom, frame: Frame, others: Frame): void {
    const some: LiveSocket[] = [];
    const rest: LiveSocket[] = [];
    for (const socket of this.adapter.socketsIn(room.league))
      (this.own(socket, frame) === frame ? some : rest).push(socket);
    const shared = frame.only === undefined ? frameMessage(frame, room.context) : frameMessage(frame);
    this.adapter.toAll(some, shared);
    this.adapter.toAll(rest, frameMessage(others, room.context));
  }

  /**
   * Returns the form of the frame for the socket: an announcement that it has received by another league is an empty
   * delta.
   */
  private own(socket: LiveSocket, frame: Frame): Frame {
    const own = frameFor(frame, socket.viewer.n, watches(socket));
    if (own.kind !== 'announcement' || own.others === undefined) return own;
    return socket.takesAnnouncement(own.epoch, own.seq) ? own : own.others;
  }

  private emit(league: string, event: string, message: Message): void {
    this.adapter.nsp.to(league).emit(event, message);
  }

  private send(socket: LiveSocket, frame: Frame): void {
    this.adapter.send(socket, frameMessage(this.own(socket, frame)));
  }

  resync(league: string, reason: string, position: Position): void {
    const room = this.byLeague.get(league);
    if (room === undefined) return;
    room.position = position;
    this.emit(league, 'resync', resyncMessage(league, reason));
    for (const socket of this.adapter.socketsIn(league)) socket.lag?.set(room, null);
  }

  /** Ends the league's stream for this player; another subscription gets `not-found`. */
  private expelled(league: string, playerId: string): void {
    const message = resyncMessage(league, 'not-a-member');
    for (const socket of this.sockets.ofPlayer(playerId)) {
      const watched = socket.rooms.some((room) => room.league === league);
      this.unsubscribe(socket, league);
      if (watched) this.adapter.send(socket, message);
    }
  }

  feed(feed: Feed): void {
    this.onFeed(feed);
  }

  /**
   * Opens the league's channel. Until it is open the sockets get no event of the league, not even the player's
   * removal; so the database is asked again.
   */
  private async open(league: string, player: string): Promise<() => void> {
    const missesNothing = this.byLeague.has(league);
    const release = await this.hub.watch(league);
    if (missesNothing && this.rights.recall(league, player)) return release;
    try {
      await this.rights.ask(league, player);
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  /** Returns who follows what, or is about to. */
  private *memberships(): Generator<Membership> {
    for (const { viewer, rooms, joining } of this.sockets.all()) {
      for (const { league } of [...rooms, ...(joining ?? [])]) yield { league, player: viewer.id };
    }
  }

  private begin(socket: LiveSocket, league: string): PendingJoin {
    const joining = socket.joining ?? [];
    const known = socket.rooms.some((room) => room.league === league);
    if (!known && socket.rooms.length + joining.length >= SUBSCRIPTIONS_PER_SOCKET) {
      throw new AppError('too-many-requests', `at most ${SUBSCRIPTIONS_PER_SOCKET} leagues at once`);
    }
    const pending: PendingJoin = { league, cancelled: false };
    joining.push(pending);
    socket.joining = joining;
    return pending;
  }

  private join(
    socket: LiveSocket,
    league: string,
    since: { epoch: string; seq: number } | null,
    release: () => void,
    accepted: () => void,
  ): void {
    const { frames, position } = this.hub.catchUp(league, since, socket.viewer.n, watches(socket));
    let room = this.byLeague.get(league);
    if (room === undefined) {
      room = new LeagueRoom(league, position, release);
      this.byLeague.set(league, room);
    } else {
      release();
    }
    if (!socket.rooms.includes(room)) {
      // a copy by `concat` has no spare capacity: 120 bytes less than one by `[...]`
      socket.rooms = socket.rooms.concat(room);
      void socket.io.join(league);
    }
    accepted();
    if (socket.lag !== null) socket.lag.set(room, since);
    else for (const frame of frames) this.send(socket, frame);
  }

  private leave(socket: LiveSocket, room: LeagueRoom): void {
    void socket.io.leave(room.league);
    socket.rooms = socket.rooms.filter((other) => other !== room);
    socket.lag?.delete(room);
    if (this.adapter.rooms.has(room.league) || !this.byLeague.delete(room.league)) return;
    room.release();
  }
}

/** Returns true when the socket follows another league, or is about to. */
function watches({ rooms, joining }: LiveSocket): (league: string) => boolean {
  return (league) => [...rooms, ...(joining ?? [])].some((other) => other.league === league);
}

function resyncMessage(league: string, reason: string) {
  return eventMessage('resync', JSON.stringify({ league, reason }));
}
