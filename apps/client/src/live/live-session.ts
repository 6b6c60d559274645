import type { Ack, LongPollAnswer, Position } from '@sunday-live/contract';
import { type Heads, NO_HEADS } from './absence.js';
import { type Frame, judge } from './apply-frame.js';
import { decide, linkOf, nextDeadline, type Policy, type Signal, startPolicy } from './connection-policy.js';
import { DelayLine } from './delay-line.js';
import type { LiveStore } from './live-store.js';
import type { PollResult } from './long-poll-transport.js';
import type { SocketHandlers, SocketTransport } from './socket-transport.js';

/** Socket, polls, clocks and chance: everything that a test replaces. */
export interface SessionWorld {
  openSocket(handlers: SocketHandlers): SocketTransport;
  poll(league: string, position: Position | null, signal: AbortSignal): Promise<PollResult>;
  /** A monotonic clock in ms, independent of the device's clock. */
  now(): number;
  /** The device's clock, which also runs while the device sleeps. */
  wallClock(): number;
  random(): number;
  online(): boolean;
}

/** A device that did not run for this long has slept. */
const JUMP_MS = 5_000;
const TICK_MS = 1_000;
/** When the head is ahead for longer than frames may be conflated, a frame was lost. */
const BEHIND_MS = 1_500;
/** A single head behind the position may just be older than a frame. */
const HEADS_BEHIND = 2;

/** Follows one league's live stream, by socket or polls as the policy decides, and feeds a store. */
export class LiveSession {
  private policy: Policy;
  private socket: SocketTransport | null = null;
  private openedAttempt = 0;
  private polling: AbortController | null = null;
  /** The pending first request. */
  private firstFetch: AbortController | null = null;
  /** The position received so far; the store may be behind it by the TV delay. */
  private position: Position | null = null;
  private asking = false;
  /** A request made while an answer was pending: `resume` from the position, or `snapshot`. */
  private wish: 'resume' | 'snapshot' | null = null;
  private readonly line: DelayLine<Frame>;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private behind: ReturnType<typeof setTimeout> | undefined;
  private tickedAt = 0;
  private clockAtTick = 0;
  /** The answer to the last subscription is pending: its snapshot will be accepted. */
  private awaiting = false;
  private lastHeads: Heads = NO_HEADS;
  /** Number of heads in a row that are behind the position. */
  private headsBehind = 0;

  constructor(
    private readonly league: string,
    private readonly store: LiveStore,
    private readonly world: SessionWorld,
    delayMs = 0,
  ) {
    this.policy = startPolicy(world.now(), world.online());
    this.line = new DelayLine(
      (frame) => store.frame(frame),
      delayMs,
      () => world.now(),
    );
  }

  /** The reported ends of the server's log. */
  get heads(): Heads {
    return this.lastHeads;
  }

  start(): void {
    this.tickedAt = this.world.now();
    this.clockAtTick = this.world.wallClock();
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.pursue();
    void this.fetchFirst();
  }

  stop(): void {
    clearInterval(this.ticker);
    clearTimeout(this.deadline);
    clearTimeout(this.behind);
    this.closeSocket();
    this.firstFetch?.abort();
    this.firstFetch = null;
    this.polling?.abort();
    this.polling = null;
    this.line.clear();
  }

  /** Sets the delay of frames. */
  setDelay(delayMs: number): void {
    this.line.setDelay(delayMs);
    this.store.held(this.line.waiting);
  }

  /** Holds all frames until it is called with false. */
  setHold(held: boolean): void {
    this.line.hold(held);
    this.store.held(this.line.waiting);
  }

  /** Takes a signal of the device: `online`, `offline`, `woken`. */
  signal(signal: Signal): void {
    // A pending poll may hang on a dead connection.
    if (signal.type === 'woken' || signal.type === 'moved' || signal.type === 'online') this.dropPoll();
    this.policy = decide(this.policy, signal, this.world.now(), this.world.random);
    this.pursue();
  }

  /** Requests a snapshot, for data that no delta carries, as the neighbourhood in a large league. */
  refresh(): void {
    if (this.policy.socket === 'up') return void this.ask('snapshot');
    this.position = null;
    // the pending poll uses the old position
    this.dropPoll();
    this.pursue();
  }

  /**
   * Fetches the standings by one request while the socket's code and connection are still loading; the socket
   * then continues from there. If it fails, the policy's socket or polls take over.
   */
  private async fetchFirst(): Promise<void> {
    if (!this.world.online()) return;
    const controller = new AbortController();
    this.firstFetch = controller;
    const result = await this.world.poll(this.league, null, controller.signal);
    if (this.firstFetch !== controller) return;
    this.firstFetch = null;
    // a faster socket has the standings already, or has requested them
    if (result.kind !== 'answer' || this.position !== null || this.awaiting) return;
    this.signal({ type: 'poll-answered', moved: this.takeAnswer(result.answer) });
  }

  private tick(): void {
    const passed = this.world.now() - this.tickedAt;
    const byClock = this.world.wallClock() - this.clockAtTick;
    this.tickedAt += passed;
    this.clockAtTick += byClock;
    this.store.held(this.line.waiting);
    // Many monotonic clocks stop while the device sleeps, so the length of the silence is unknown.
    if (byClock - passed > JUMP_MS) this.signal({ type: 'moved' });
    else this.signal({ type: passed > TICK_MS + JUMP_MS ? 'woken' : 'tick' });
  }

  /** Carries the policy out. */
  private pursue(): void {
    const { policy } = this;
    if (policy.socket === 'closed' || policy.attempt !== this.openedAttempt) this.closeSocket();
    if (policy.socket === 'opening' && policy.attempt !== this.openedAttempt) this.open(policy.attempt);
    if (policy.polling && this.polling === null && this.world.now() >= policy.pollAt) void this.pollOnce();
    if (!policy.polling) this.dropPoll();
    this.store.link(linkOf(policy, this.store.get().state !== null));
    this.wakeAtDeadline();
  }

  private dropPoll(): void {
    this.polling?.abort();
    this.polling = null;
  }

  private wakeAtDeadline(): void {
    clearTimeout(this.deadline);
    const socketAt = nextDeadline(this.policy);
    const pollAt = this.policy.polling && this.polling === null ? this.policy.pollAt : null;
    const at = Math.min(socketAt ?? Number.POSITIVE_INFINITY, pollAt ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(at)) return;
    this.deadline = setTimeout(() => this.signal({ type: 'tick' }), Math.max(0, at - this.world.now()));
  }

  private open(attempt: number): void {
    this.openedAttempt = attempt;
    this.asking = false;
    this.wish = null;
    const mine = () => this.openedAttempt === attempt && this.socket !== null;
    const socket = this.world.openSocket({
      ready: () => void this.ask('resume'),
      frame: (frame) => mine() && this.receive(frame),
      heartbeat: (beat) => {
        if (!mine()) return;
        this.store.feed(beat.feed, beat.serverTime);
        this.signal({ type: 'heard' });
        this.lastHeads = { count: this.lastHeads.count + 1, seq: beat.head };
        this.compareHead({ epoch: beat.epoch, seq: beat.head });
      },
      resync: (wish) => {
        if (mine() && wish.league === this.league) void this.ask('snapshot');
      },
      bye: (bye) => mine() && this.signal({ type: 'bye', retryAfterMs: bye.retryAfterMs }),
      switchedOff: () => mine() && this.signal({ type: 'switched-off' }),
      signedOut: () => mine() && this.signal({ type: 'refused', why: 'signed-out' }),
      lost: () => mine() && this.signal({ type: 'socket-lost' }),
    });
    this.socket = socket;
  }

  private closeSocket(): void {
    this.socket?.close();
    this.socket = null;
    clearTimeout(this.behind);
  }

  /** Subscribes: `resume` from the position, or `snapshot` for a new one. */
  private async ask(how: 'resume' | 'snapshot'): Promise<void> {
    const { socket } = this;
    if (!socket) return;
    if (this.asking) {
      this.wish = how === 'snapshot' || this.wish === 'snapshot' ? 'snapshot' : 'resume';
      return;
    }
    this.asking = true;
    this.awaiting = true;
    const ack = await socket.subscribe(this.league, how === 'snapshot' ? null : this.position);
    if (this.socket !== socket) return;
    this.asking = false;
    this.signal(signalOf(ack));
    const { wish } = this;
    this.wish = null;
    if (wish === 'snapshot') await this.ask('snapshot');
  }

  private receive(frame: Frame): void {
    if ('league' in frame && frame.league !== this.league) return;
    const reset = this.awaiting && frame.type === 'snapshot';
    if (frame.type !== 'announcement') this.awaiting = false;
    this.store.heard();
    this.signal({ type: 'heard' });
    this.take(
      reset ? { ...frame, reset } : frame,
      () => void this.ask('resume'),
      () => void this.ask('snapshot'),
    );
  }

  /** Judges a frame against the position received so far and passes it on to the store. */
  private take(frame: Frame, resume: () => void, restart: () => void): void {
    const verdict = judge(this.position, frame);
    if (verdict === 'gap') resume();
    if (verdict === 'other-epoch') restart();
    if (verdict !== 'apply') return;
    // Delayed frames of another epoch, or of an end that the log has lost, must not be shown.
    const { position } = this;
    if (position !== null && (position.epoch !== frame.epoch || frame.seq < position.seq)) this.line.clear();
    this.position = { epoch: frame.epoch, seq: frame.seq };
    this.line.push(frame);
    this.store.held(this.line.waiting);
  }

  private compareHead(head: Position): void {
    clearTimeout(this.behind);
    if (this.isAhead(head)) {
      void this.ask('snapshot');
      return;
    }
    const lost = () =>
      this.position === null || head.epoch !== this.position.epoch || head.seq > this.position.seq;
    if (!lost()) return;
    this.behind = setTimeout(() => {
      if (lost()) void this.ask(this.position?.epoch === head.epoch ? 'resume' : 'snapshot');
    }, BEHIND_MS);
  }

  /**
   * Returns whether the log has lost data that this page has: two heads in a row are behind it, so it is not
   * just a fast frame.
   */
  private isAhead({ epoch, seq }: Position): boolean {
    const ahead = this.position !== null && epoch === this.position.epoch && seq < this.position.seq;
    this.headsBehind = ahead ? this.headsBehind + 1 : 0;
    if (this.headsBehind < HEADS_BEHIND) return false;
    this.headsBehind = 0;
    return true;
  }

  private async pollOnce(): Promise<void> {
    const controller = new AbortController();
    this.polling = controller;
    const result = await this.world.poll(this.league, this.position, controller.signal);
    if (this.polling !== controller) return;
    this.polling = null;
    this.signal(
      result.kind === 'answer'
        ? { type: 'poll-answered', moved: this.takeAnswer(result.answer) }
        : result.kind === 'refused'
          ? { type: 'refused', why: result.why }
          : result.kind === 'switched-off'
            ? { type: 'switched-off' }
            : { type: 'poll-failed', retryAfterMs: result.retryAfterMs },
    );
  }

  /** @returns whether the position has moved */
  private takeAnswer(answer: LongPollAnswer): boolean {
    const before = this.position;
    // The next poll uses the position, so a gap closes by itself; another epoch needs a request without one.
    const restart = () => {
      this.position = null;
    };
    for (const event of answer.events) {
      const reset = answer.reset && event.type === 'snapshot';
      this.take(reset ? { ...event, reset } : event, () => undefined, restart);
    }
    this.store.feed(answer.feed, answer.serverTime);
    this.lastHeads = { count: this.lastHeads.count + 1, seq: answer.head };
    const moved = this.position !== before;
    if (!moved && this.isAhead({ epoch: answer.epoch, seq: answer.head })) this.position = null;
    return moved;
  }
}

function signalOf(ack: Ack | null): Signal {
  if (ack?.ok) return { type: 'socket-up' };
  if (ack?.code === 'not-found' || ack?.code === 'forbidden') return { type: 'refused', why: 'no-access' };
  return { type: ack?.code === 'live-off' ? 'switched-off' : 'socket-lost' };
}
