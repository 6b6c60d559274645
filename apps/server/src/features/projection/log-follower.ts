import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Cause } from '@sunday-live/contract';
import { Gauge } from 'prom-client';
import { Bus, SLATE_CHANNEL } from '../../platform/bus/bus.js';
import { HealthService } from '../../platform/health/health.service.js';
import { Metrics } from '../../platform/health/metrics.js';
import { type SlateEvent, type SlateNotice, slateNoticeSchema } from '../slate/slate-event.js';
import { SlateLog } from '../slate/slate-log.js';
import type { Folded } from './fold-event.js';
import { NodeStandings } from './node-standings.js';

/** Receives the effects of the events that the node folds. */
export interface LogListener {
  /**
   * Returns null when events may be folded, otherwise a promise. Folding waits for it, and is tried again if it fails.
   */
  ready?(): Promise<void> | null;
  /** Called right after the node's standings folded this event. */
  folded(event: SlateEvent, folded: Folded): void;
  /** Called when all available events are folded. */
  settled(): void;
  /**
   * Called before the state is replaced by a freshly loaded one. May wait for the database; the returned function runs
   * in the same tick as the replacement, right after it.
   */
  prepareReload(): Promise<(cause: Cause | null) => void>;
}

/** Interval of reading the head of the log, because the bus may lose hints. */
const HEAD_CHECK_MS = 5_000;
const REPAIR_BATCH = 1_000;
/** A node that is behind for longer than this is not ready. */
const MAX_BEHIND_MS = 30_000;

/**
 * Keeps this node's standings at the head of the slate log: folds events from the bus in order, reads lost ones from
 * PostgreSQL, and starts again when the log was reset.
 */
@Injectable()
export class LogFollower implements OnApplicationShutdown {
  private readonly logger = new Logger(LogFollower.name);
  private readonly listeners: LogListener[] = [];
  private starting: Promise<void> | null = null;
  private unsubscribe: (() => Promise<void>) | null = null;
  private headCheck: NodeJS.Timeout | null = null;
  private readonly notices: SlateNotice[] = [];
  /** Serialises everything that waits for the database. */
  private chain: Promise<void> = Promise.resolve();
  private busy = false;
  /** True while a reload that an event asked for has not succeeded; nothing may be folded meanwhile. */
  private outdated = false;
  /** Known head of the log, and the last moment (monotonic) at which the standings had reached it. */
  private head = 0;
  private caughtUpAt = performance.now();

  constructor(
    private readonly standings: NodeStandings,
    private readonly log: SlateLog,
    private readonly bus: Bus,
    private readonly health: HealthService,
    metrics: Metrics,
  ) {
    const gauge = new Gauge({
      name: 'slate_log_lag_events',
      help: 'Events of the log that the standings of this process have not folded yet',
      registers: [metrics.registry],
      collect: (): void => gauge.set(this.lag),
    });
  }

  /** Adds a listener. The first one loads the standings and starts following the log. */
  async start(listener: LogListener): Promise<void> {
    if (this.starting === null) {
      this.listeners.push(listener);
      this.starting = this.follow().catch(async (error: unknown) => {
        // the next start begins again
        await this.unsubscribe?.();
        this.unsubscribe = null;
        this.listeners.length = 0;
        this.starting = null;
        throw error;
      });
      return this.starting;
    }
    await this.starting;
    await this.exclusively(async () => {
      const afterwards = await listener.prepareReload();
      this.listeners.push(listener);
      afterwards(null);
    });
  }

  private async follow(): Promise<void> {
    this.caughtUpAt = performance.now();
    this.unsubscribe = await this.bus.subscribe(SLATE_CHANNEL, (message) => this.onNotice(message));
    await this.exclusively(() => this.reload(null));
    this.health.register('slate-log', async () => this.behind());
    this.headCheck = setInterval(() => void this.exclusively(() => this.checkHead()), HEAD_CHECK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.headCheck !== null) clearInterval(this.headCheck);
    await this.unsubscribe?.();
    await this.chain;
  }

  /** Runs database work exclusively; events that arrive meanwhile wait. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.chain.then(async () => {
      this.busy = true;
      try {
        return await work();
      } finally {
        this.busy = false;
      }
    });
    this.chain = result.then(
      () => undefined,
      (error: unknown) => this.logger.warn(`the slate log could not be followed: ${String(error)}`),
    );
    return result;
  }

  /** Number of known events of the log that are not folded yet. */
  get lag(): number {
    return this.standings.isLoaded ? Math.max(0, this.head - this.standings.state.seq) : this.head;
  }

  /** Returns why the standings are behind the log; null while they are current, or were a moment ago. */
  behind(): string | null {
    const behindMs = performance.now() - this.caughtUpAt;
    if (behindMs <= MAX_BEHIND_MS) return null;
    return `the standings have not been at the head of the log for ${Math.round(behindMs / 1_000)} s (${this.lag} events behind)`;
  }

  /** Records that the head of the log is at least here. */
  private heard(head: number): void {
    this.head = head;
    if (!this.outdated && this.standings.state.seq >= head) this.caughtUpAt = performance.now();
  }

  /** Loads the whole state again; call it inside `exclusively`. */
  async reload(cause: Cause | null): Promise<void> {
    const state = await this.standings.read();
    const afterwards = await Promise.all(this.listeners.map((listener) => listener.prepareReload()));
    this.standings.install(state);
    this.outdated = false;
    for (const act of afterwards) this.guard(() => act(cause));
    this.heard(state.seq);
  }

  /** Runs a listener and catches its error, so that the other listeners still run. Returns false when it failed. */
  private guard(listener: () => void): boolean {
    try {
      listener();
      return true;
    } catch (error) {
      this.logger.error(`a listener of the slate log failed: ${String(error)}`);
      return false;
    }
  }

  private onNotice(message: string): void {
    const notice = readNotice(message);
    if (notice === null) {
      this.logger.error('a slate notice could not be parsed, reading the log instead');
      void this.exclusively(() => this.checkHead());
      return;
    }
    if (!this.busy && !this.outdated && this.follows(notice) && this.unready() === null) {
      if (this.foldAll(notice.events)) this.heard(notice.head);
      else void this.exclusively(() => this.reload(lastCause(notice.events)));
      return;
    }
    this.notices.push(notice);
    void this.exclusively(() => this.drain());
  }

  /** Returns true when the notice contains the next event (earlier ones may be known). */
  private follows(notice: SlateNotice): boolean {
    const { epoch, seq } = this.standings.state;
    const first = notice.events[0];
    return first !== undefined && notice.epoch === epoch && first.seq <= seq + 1;
  }

  /** Returns what must be awaited before folding; null if nothing. */
  private unready(): Promise<unknown> | null {
    const waiting = this.listeners.flatMap((listener) => listener.ready?.() ?? []);
    if (waiting.length === 0) return null;
    const all = Promise.all(waiting);
    // without this, a rejection is unhandled when the caller only checks whether there is something to wait for
    all.catch(() => undefined);
    return all;
  }

  private async drain(): Promise<void> {
    await this.unready();
    for (let notice = this.notices.shift(); notice !== undefined; notice = this.notices.shift()) {
      const { epoch, seq } = this.standings.state;
      if (this.outdated || notice.epoch !== epoch) await this.checkHead();
      else if (notice.head <= seq) continue;
      else if (!this.follows(notice)) await this.repair();
      else if (!this.foldAll(notice.events)) await this.reload(lastCause(notice.events));
    }
  }

  /** Compares with the log, to find lost events and a reset. */
  private async checkHead(): Promise<void> {
    await this.unready();
    const stream = await this.log.stream();
    const { epoch, seq } = this.standings.state;
    this.head = stream.head;
    if (this.outdated || stream.epoch !== epoch || stream.head < seq) await this.reload(null);
    else if (stream.head > seq) await this.repair();
    this.heard(Math.max(stream.head, this.standings.state.seq));
  }

  /** Reads missing events from the log. */
  private async repair(): Promise<void> {
    for (;;) {
      const { epoch, seq } = this.standings.state;
      const events = await this.log.readAfter(epoch, seq, REPAIR_BATCH);
      const [first] = events;
      if (first === undefined) return;
      const complete = first.seq === seq + 1;
      if (!complete || !this.foldAll(events)) return this.reload(lastCause(events));
    }
  }

  /** Folds events in order and skips known ones. Returns false when the state must be loaded again. */
  private foldAll(events: readonly SlateEvent[]): boolean {
    for (const event of events) {
      if (event.seq <= this.standings.state.seq) continue;
      const folded = this.standings.fold(event);
      if (folded.reload) {
        this.outdated = true;
        return false;
      }
      const heard = this.listeners.map((listener) => this.guard(() => listener.folded(event, folded)));
      // a failed listener has missed the event; a reload brings it up to date
      if (heard.includes(false)) {
        this.outdated = true;
        return false;
      }
    }
    for (const listener of this.listeners) this.guard(() => listener.settled());
    return true;
  }
}

function readNotice(message: string): SlateNotice | null {
  try {
    return slateNoticeSchema.parse(JSON.parse(message));
  } catch {
    return null;
  }
}

function lastCause(events: readonly SlateEvent[]): Cause | null {
  for (const { body } of [...events].reverse()) {
    if (body.kind === 'games' && body.cause !== undefined) return body.cause;
  }
  return null;
}
