import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Feed, LongPollQuery } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../../config/config.js';
import { Clock } from '../../../platform/async/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Membership } from '../../leagues/league-directory.js';
import type { Frame, Position } from '../hub/frames.js';
import { LiveHub, type LiveListener, LogHead } from '../live-hub.js';
import { LiveMetrics } from '../live-metrics.js';
import { LiveRights } from '../live-rights.js';
import { LiveSessions } from '../live-sessions.js';
import { LiveSwitch, type Viewer } from '../viewer.js';
import { type HeldPoll, Pollers, PollRoom } from './held-poll.js';
import { type PollAnswer, PollAnswers } from './poll-answers.js';

/** A room without polls for this long is closed (ms). */
const ROOM_IDLE_MS = 60_000;
const SWEEP_MS = 10_000;
/** Maximum delay of an answer without news (ms). One look at all waiting polls costs less than a timer per poll. */
const EXPIRE_MS = 250;
/**
 * The live stream by long-poll: where polls wait, and when they are answered. `Pollers` has the limits of players,
 * `PollAnswers` makes the answers.
 */
@Injectable()
export class LongPollService implements LiveListener, OnModuleInit, OnModuleDestroy {
  private readonly rooms = new Map<string, PollRoom>();
  private readonly pollers: Pollers;
  private readonly answers: PollAnswers;
  private readonly sent = { answers: 0, bytes: 0 };
  private readonly undo: (() => void)[];
  private readonly timers: NodeJS.Timeout[] = [];
  private held = 0;
  private isClosing = false;

  constructor(
    private readonly hub: LiveHub,
    private readonly heads: LogHead,
    private readonly rights: LiveRights,
    sessions: LiveSessions,
    private readonly live: LiveSwitch,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Pick<Config, 'rateLimits'>,
    private readonly metrics: LiveMetrics,
  ) {
    this.pollers = new Pollers(config.rateLimits);
    this.answers = new PollAnswers(hub, clock);
    this.undo = [hub.listen(this), live.onOff(() => this.switchedOff())];
    rights.watch(() => this.memberships());
    rights.onLost((league, playerId) => this.expelled(league, playerId));
    sessions.watch(() => this.viewers());
    sessions.onEnded((sessionId, playerId) => this.sessionEnded(sessionId, playerId));
    metrics.register('long-poll', {
      connections: () => this.held,
      frames: () => this.sent.answers,
      bytes: () => this.sent.bytes,
      slow: () => 0,
    });
  }

  onModuleInit(): void {
    this.timers.push(setInterval(() => this.expire(), EXPIRE_MS));
    this.timers.push(setInterval(() => this.sweep(), SWEEP_MS));
    for (const timer of this.timers) timer.unref();
  }

  /** The first step of a shutdown: every waiting poll gets an empty answer. */
  onModuleDestroy(): void {
    this.isClosing = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const undo of this.undo) undo();
    for (const room of this.rooms.values()) {
      this.giveNothing(room, room.held);
      room.release();
    }
    this.rooms.clear();
  }

  get closing(): boolean {
    return this.isClosing;
  }

  /** Returns the league's room when the poll can start there at once; otherwise call `enter`. */
  recall(league: string, playerId: string, query: LongPollQuery): PollRoom | null {
    return this.heads.knows(positionOf(query)) ? this.recallRoom(league, playerId) : null;
  }

  private recallRoom(league: string, playerId: string): PollRoom | null {
    const room = this.rooms.get(league);
    return room !== undefined && this.rights.recall(league, playerId) ? room : null;
  }

  /** Opens the league's room for the player, at the poll's position or beyond. @throws AppError not-found */
  async enter(league: string, playerId: string, query: LongPollQuery): Promise<PollRoom> {
    const room = await this.enterRoom(league, playerId);
    await this.heads.reach(positionOf(query));
    // opening may have taken seconds
    return this.recallRoom(league, playerId) === room ? room : this.enterRoom(league, playerId);
  }

  private async enterRoom(league: string, playerId: string): Promise<PollRoom> {
    const known = this.recallRoom(league, playerId);
    if (known !== null) return known;
    await this.rights.demand(league, playerId);
    const open = this.rooms.get(league);
    if (open !== undefined) return open;
    const room = await this.open(league);
    // while the room was closed, this node handled no event of the league, not even the player's removal
    await this.rights.ask(league, playerId);
    return room;
  }

  /**
   * Admits a poll before anything is looked up for it. The caller must release it.
   * @throws AppError too-many-requests, live-off
   */
  admit(poll: HeldPoll, viewer: Viewer): void {
    this.live.demand(viewer);
    poll.poller = this.pollers.admit(viewer.id);
  }

  /**
   * Answers at once when there is something after the poll's position; otherwise holds the poll.
   * @throws AppError live-off
   */
  start(poll: HeldPoll, room: PollRoom, viewer: Viewer, query: LongPollQuery): void {
    this.live.demand(viewer);
    const now = performance.now();
    room.usedAt = now;
    const from = positionOf(query);
    const atHead = from?.epoch === room.position.epoch && from.seq === room.position.seq;
    const news = atHead ? null : this.catchUp(room, viewer, from);
    if (news !== null) {
      this.give(poll, news);
    } else if (query.wait === 0 || this.isClosing) {
      this.give(poll, this.withoutWaiting(room, viewer, from ?? room.position));
    } else {
      const position = from ?? room.position;
      poll.hold = { room, viewer, position, until: now + query.wait * 1000 };
      room.held.add(poll);
      this.held += 1;
    }
  }

  /** Call it when the client is gone, or has its answer. */
  release(poll: HeldPoll): void {
    this.letGo(poll);
    if (poll.poller !== null) poll.poller.open -= 1;
    poll.poller = null;
  }

  /** Ends the poll's waiting. */
  private letGo(poll: HeldPoll): void {
    const { hold } = poll;
    if (hold === null) return;
    poll.hold = null;
    hold.room.held.delete(poll);
    hold.room.waiting.delete(poll);
    this.held -= 1;
  }

  watching(league: string): number {
    return this.rooms.get(league)?.held.size ?? 0;
  }

  *among(league: string, players: ReadonlySet<number>): Generator<number> {
    const room = this.rooms.get(league);
    for (const { hold } of [...(room?.held ?? []), ...(room?.waiting ?? [])])
      if (hold !== null && players.has(hold.viewer.n)) yield hold.viewer.n;
  }

  frame(league: string, frame: Frame): void {
    const room = this.rooms.get(league);
    if (room === undefined) return;
    room.position = { epoch: frame.epoch, seq: frame.seq };
    if (room.held.size === 0 && room.fresh.length === 0) return;
    if (room.fresh.length === 0) {
      room.waiting = room.held;
      room.held = new Set();
      queueMicrotask(() => this.deliver(room));
    }
    room.fresh.push(frame);
  }

  resync(league: string, _reason: string, position: Position): void {
    const room = this.rooms.get(league);
    if (room === undefined) return;
    // polls that wait for frames of this tick get them first, at their position
    this.deliver(room);
    room.position = position;
    for (const poll of [...room.held]) {
      if (poll.hold === null) continue;
      this.give(poll, this.answers.ofCatchUp(this.hub.catchUp(league, null, poll.hold.viewer.n)));
    }
  }

  private expelled(league: string, playerId: string): void {
    const room = this.rooms.get(league);
    if (room === undefined) return;
    this.refuse(
      (poll) => poll.hold?.room === room && poll.hold.viewer.id === playerId,
      new AppError('not-found'),
    );
  }

  /** Sends the feed's new state to all polls at once. */
  feed(feed: Feed): void {
    const waiting = this.rights.ready();
    if (waiting !== null) {
      waiting.then(
        () => this.feed(feed),
        () => undefined,
      );
      return;
    }
    for (const room of this.rooms.values()) this.giveNothing(room, room.held);
  }

  private async open(league: string): Promise<PollRoom> {
    const release = await this.hub.watch(league);
    const opened = this.rooms.get(league);
    if (opened !== undefined || this.isClosing) {
      release();
      if (opened === undefined) throw new AppError('unavailable');
      return opened;
    }
    const room = new PollRoom(
      league,
      this.hub.catchUp(league, this.hub.status().position, 0).position,
      release,
    );
    this.rooms.set(league, room);
    return room;
  }

  /** Returns everything after the position as an answer; null when there is nothing. */
  private catchUp(room: PollRoom, viewer: Viewer, from: Position | null): PollAnswer | null {
    const caughtUp = this.hub.catchUp(room.league, from, viewer.n);
    return caughtUp.frames.length === 0 ? null : this.answers.ofCatchUp(caughtUp);
  }

  /** Returns what a client gets that does not wait for a resync: usually nothing. */
  private withoutWaiting(room: PollRoom, viewer: Viewer, from: Position): PollAnswer {
    const { position } = this.hub.status();
    const behind = position.epoch !== from.epoch || position.seq > from.seq;
    if (!behind || this.isClosing) return this.answers.at(from, false, []);
    return (
      this.catchUp(room, viewer, from) ??
      this.answers.ofCatchUp(this.hub.catchUp(room.league, null, viewer.n))
    );
  }

  private deliver(room: PollRoom): void {
    const frames = room.fresh;
    if (frames.length === 0) return;
    const polls = room.waiting;
    room.fresh = [];
    room.waiting = new Set();
    const answerFor = this.answers.ofNews(room.position, frames);
    for (const poll of [...polls]) if (poll.hold !== null) this.give(poll, answerFor(poll.hold.viewer.n));
    const now = this.clock.now().getTime();
    for (const frame of frames) this.metrics.written(frame.json, now);
  }

  private give(poll: HeldPoll, answer: PollAnswer): void {
    this.letGo(poll);
    this.sent.answers += 1;
    this.sent.bytes += answer.plain.bytes.length;
    poll.answer(answer);
  }

  /** Answers polls whose time is over with nothing. */
  private expire(): void {
    // after a pause of the node the rights are uncertain for a moment
    if (!this.rights.fresh()) return;
    const now = performance.now();
    for (const room of this.rooms.values()) {
      this.giveNothing(
        room,
        [...room.held].filter(({ hold }) => hold !== null && hold.until <= now),
      );
    }
  }

  /** Gives all polls of a room the same answer, except those that another node has brought further. */
  private giveNothing(room: PollRoom, polls: Iterable<HeldPoll>): void {
    let shared: PollAnswer | null = null;
    for (const poll of [...polls]) {
      const position = poll.hold?.position ?? room.position;
      if (position.epoch !== room.position.epoch || position.seq !== room.position.seq) {
        this.give(poll, this.answers.at(position, false, []));
        continue;
      }
      shared ??= this.answers.at(position, false, []);
      this.give(poll, shared);
    }
  }

  private sessionEnded(sessionId: string | null, playerId: string): void {
    this.refuse(({ hold }) => {
      const viewer = hold?.viewer;
      return viewer?.id === playerId && (sessionId === null || viewer.sessionId === sessionId);
    }, new AppError('unauthenticated'));
  }

  private switchedOff(): void {
    this.refuse(({ hold }) => hold !== null && !this.live.admits(hold.viewer), this.live.refusal());
  }

  private refuse(which: (poll: HeldPoll) => boolean, error: AppError): void {
    for (const poll of [...this.polls()]) {
      if (!which(poll)) continue;
      this.letGo(poll);
      poll.refuse(error);
    }
  }

  private *polls(): Generator<HeldPoll> {
    for (const room of this.rooms.values()) yield* room.held;
  }

  private *memberships(): Generator<Membership> {
    for (const { hold } of this.polls()) {
      if (hold !== null) yield { league: hold.room.league, player: hold.viewer.id };
    }
  }

  private *viewers(): Generator<Viewer> {
    for (const poll of this.polls()) if (poll.hold !== null) yield poll.hold.viewer;
  }

  /** Closes rooms without polls, and forgets players without one. */
  private sweep(): void {
    const now = performance.now();
    for (const [league, room] of this.rooms) {
      if (room.held.size > 0 || now - room.usedAt < ROOM_IDLE_MS) continue;
      this.rooms.delete(league);
      room.release();
    }
    this.pollers.sweep(now);
  }
}

/** Returns the client's position; null: it has none. */
function positionOf({ epoch, since }: LongPollQuery): Position | null {
  return epoch === undefined || since === undefined ? null : { epoch, seq: since };
}
