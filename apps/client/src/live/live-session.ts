import type { Ack, LongPollAnswer, Position } from '@sunday-live/contract';
import { type Heads, NO_HEADS } from './absence.js';
import { judge } from './apply-frame.js';
import { decide, nextDeadline, type Policy, type Signal, startPolicy } from './connection-policy.js';
import { DelayLine } from './delay-line.js';
import type { Frame } from './frames.js';
import { linkOf } from './link.js';
import type { LiveStore } from './live-store.js';
import type { PollResult } from './long-poll-transport.js';
import type { SocketHandlers, SocketTransport } from './socket-transport.js';

/** The two ways to the server, the clock and chance: everything that a test replaces. */
export interface SessionWorld {
  openSocket(handlers: SocketHandlers): SocketTransport;
  poll(league: string, position: Position | null, signal: AbortSignal): Promise<PollResult>;
  /** Counts milliseconds evenly, whatever becomes of the device's clock. */
  now(): number;
  /** The device's clock, which also goes on while the device sleeps. */
  wallClock(): number;
  random(): number;
  online(): boolean;
}

/** A device that did not run for this long has slept. */
const JUMP_MS = 5_000;
const TICK_MS = 1_000;
/** A head that is ahead of us for longer than frames may be conflated means that one was lost. */
const BEHIND_MS = 1_500;
/** One head behind the position may have been overtaken by a frame. */
const HEADS_BEHIND = 2;

/** One league's live stream, held by socket or by polls as the policy wants, into a store. */
export class LiveSession {
  private policy: Policy;
  private socket: SocketTransport | null = null;
  private openedAttempt = 0;
  private polling: AbortController | null = null;
  /** The first look that is out. */
  private looking: AbortController | null = null;
  /** Where the stream stands as received; the store may be behind by the television's delay. */
  private position: Position | null = null;
  private asking = false;
  /** Asked for while an answer was out: `again` from the position, or `anew`. */
  private wish: 'again' | 'anew' | null = null;
  private readonly line: DelayLine<Frame>;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private behind: ReturnType<typeof setTimeout> | undefined;
  private tickedAt = 0;
  private clockAtTick = 0;
  /** The answer to what was asked last is still to come: a snapshot is believed. */
  private awaiting = false;
  private said: Heads = NO_HEADS;
  /** Heads in a row that are behind the own position. */
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

  /** What the server has said of its log's end. */
  get heads(): Heads {
    return this.said;
  }

  start(): void {
    this.tickedAt = this.world.now();
    this.clockAtTick = this.world.wallClock();
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.pursue();
    void this.lookFirst();
  }

  stop(): void {
    clearInterval(this.ticker);
    clearTimeout(this.deadline);
    clearTimeout(this.behind);
    this.closeSocket();
    this.looking?.abort();
    this.looking = null;
    this.polling?.abort();
    this.polling = null;
    this.line.clear();
  }

  /** How long frames are held back from now on. */
  setDelay(delayMs: number): void {
    this.line.setDelay(delayMs);
    this.store.held(this.line.waiting);
  }

  /** Holds everything back until it is taken off. */
  setHold(held: boolean): void {
    this.line.hold(held);
    this.store.held(this.line.waiting);
  }

  /** What the device tells: `online`, `offline`, `woken`. */
  signal(signal: Signal): void {
    // A poll that is out hangs on a connection that may be gone.
    if (signal.type === 'woken' || signal.type === 'moved' || signal.type === 'online') this.dropPoll();
    this.policy = decide(this.policy, signal, this.world.now(), this.world.random);
    this.pursue();
  }

  /** Asks for a snapshot: what no delta tells, as the neighbourhood in a large league, is then as new as the rest. */
  refresh(): void {
    if (this.policy.socket === 'up') return void this.ask('anew');
    this.position = null;
    // the poll that is out asks from the position
    this.dropPoll();
    this.pursue();
  }

  /**
   * One request brings the table while the socket's code and connection are still on their way; the socket then goes on from there.
   * What it cannot bring, the policy's socket or polls will.
   */
  private async lookFirst(): Promise<void> {
    if (!this.world.online()) return;
    const controller = new AbortController();
    this.looking = controller;
    const result = await this.world.poll(this.league, null, controller.signal);
    if (this.looking !== controller) return;
    this.looking = null;
    // a socket that was faster has the table, or has asked for it
    if (result.kind !== 'answer' || this.position !== null || this.awaiting) return;
    this.signal({ type: 'poll-answered', moved: this.takeAnswer(result.answer) });
  }

  private tick(): void {
    const passed = this.world.now() - this.tickedAt;
    const byClock = this.world.wallClock() - this.clockAtTick;
    this.tickedAt += passed;
    this.clockAtTick += byClock;
    this.store.held(this.line.waiting);
    // Many browsers stop their even count while the device sleeps: how long nothing was heard is not known then.
    if (byClock - passed > JUMP_MS) this.signal({ type: 'moved' });
    else this.signal({ type: passed > TICK_MS + JUMP_MS ? 'woken' : 'tick' });
  }

  /** Makes the world as the policy wants it. */
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
      ready: () => void this.ask('again'),
      frame: (frame) => mine() && this.receive(frame),
      heartbeat: (beat) => {
        if (!mine()) return;
        this.store.feed(beat.feed, beat.serverTime);
        this.signal({ type: 'heard' });
        this.said = { said: this.said.said + 1, seq: beat.head };
        this.compareHead({ epoch: beat.epoch, seq: beat.head });
      },
      resync: (wish) => {
        if (mine() && wish.league === this.league) void this.ask('anew');
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

  /** Subscribes from the position, or asks again for what is missing from there, or `anew` for a snapshot. */
  private async ask(how: 'again' | 'anew'): Promise<void> {
    const { socket } = this;
    if (!socket) return;
    if (this.asking) {
      this.wish = how === 'anew' || this.wish === 'anew' ? 'anew' : 'again';
      return;
    }
    this.asking = true;
    this.awaiting = true;
    const ack = await socket.subscribe(this.league, how === 'anew' ? null : this.position);
    if (this.socket !== socket) return;
    this.asking = false;
    this.signal(signalOf(ack));
    const { wish } = this;
    this.wish = null;
    if (wish === 'anew') await this.ask('anew');
  }

  private receive(frame: Frame): void {
    if ('league' in frame && frame.league !== this.league) return;
    const reset = this.awaiting && frame.type === 'snapshot';
    if (frame.type !== 'announcement') this.awaiting = false;
    this.store.heard();
    this.signal({ type: 'heard' });
    this.take(
      reset ? { ...frame, reset } : frame,
      () => void this.ask('again'),
      () => void this.ask('anew'),
    );
  }

  /** Judges a frame against the position received so far and lets it on its way to the store. */
  private take(frame: Frame, again: () => void, anew: () => void): void {
    const verdict = judge(this.position, frame);
    if (verdict === 'gap') again();
    if (verdict === 'another-life') anew();
    if (verdict !== 'apply') return;
    // What is held back of another life, or of an end that the log has lost, is not worth showing.
    const { position } = this;
    if (position !== null && (position.epoch !== frame.epoch || frame.seq < position.seq)) this.line.clear();
    this.position = { epoch: frame.epoch, seq: frame.seq };
    this.line.push(frame);
    this.store.held(this.line.waiting);
  }

  private compareHead(head: Position): void {
    clearTimeout(this.behind);
    if (this.isAhead(head)) {
      void this.ask('anew');
      return;
    }
    const lost = () =>
      this.position === null || head.epoch !== this.position.epoch || head.seq > this.position.seq;
    if (!lost()) return;
    this.behind = setTimeout(() => {
      if (lost()) void this.ask(this.position?.epoch === head.epoch ? 'again' : 'anew');
    }, BEHIND_MS);
  }

  /** Whether the log has lost what this page knows: two heads in a row are behind it, so no frame was just faster. */
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
    // The next poll asks from the position, so a gap mends itself; another life needs to be asked for without one.
    const anew = () => {
      this.position = null;
    };
    for (const event of answer.events) {
      const reset = answer.reset && event.type === 'snapshot';
      this.take(reset ? { ...event, reset } : event, () => undefined, anew);
    }
    this.store.feed(answer.feed, answer.serverTime);
    this.said = { said: this.said.said + 1, seq: answer.head };
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
