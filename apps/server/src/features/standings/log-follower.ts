import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Cause } from '@sunday-live/contract';
import { Bus } from '../../platform/bus/bus.js';
import { SLATE_CHANNEL } from '../../platform/bus/channels.js';
import { type SlateEvent, type SlateNotice, slateNoticeSchema } from '../slate/slate-event.js';
import { SlateLog } from '../slate/slate-log.js';
import type { Folded } from './fold-event.js';
import { NodeStandings } from './node-standings.js';

/** Who acts on what the node learns. */
export interface LogListener {
  /** The node's standings have just folded this event. */
  folded(event: SlateEvent, folded: Folded): void;
  /** All events at hand are folded. */
  settled(): void;
  /**
   * The state is about to be replaced by one read anew. May wait for the database; what it returns runs in the same tick
   * as the replacement, right after it.
   */
  prepareReload(): Promise<(cause: Cause | null) => void>;
}

/** The bus may lose a hint: the log's head is read this often. */
const HEAD_CHECK_MS = 5_000;
const REPAIR_BATCH = 1_000;

/**
 * Keeps this node's standings at the head of the slate log: folds what the bus brings, in order; reads from PostgreSQL
 * what the bus lost; starts anew when history was reset.
 */
@Injectable()
export class LogFollower implements OnApplicationShutdown {
  private readonly logger = new Logger(LogFollower.name);
  private readonly listeners: LogListener[] = [];
  private starting: Promise<void> | null = null;
  private unsubscribe: (() => Promise<void>) | null = null;
  private headCheck: NodeJS.Timeout | null = null;
  private readonly notices: SlateNotice[] = [];
  /** Everything that waits for the database runs one after the other. */
  private chain: Promise<void> = Promise.resolve();
  private busy = false;
  /** An event asked for a reload that has not succeeded yet: nothing may be folded before. */
  private outdated = false;

  constructor(
    private readonly standings: NodeStandings,
    private readonly log: SlateLog,
    private readonly bus: Bus,
  ) {}

  /** The first listener lets the standings be loaded, and the log be followed from there; others join as if they had been. */
  async start(listener: LogListener): Promise<void> {
    if (this.starting === null) {
      this.listeners.push(listener);
      this.starting = this.follow();
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
    this.unsubscribe = await this.bus.subscribe(SLATE_CHANNEL, (message) => this.onNotice(message));
    await this.exclusively(() => this.reload(null));
    this.headCheck = setInterval(() => void this.exclusively(() => this.checkHead()), HEAD_CHECK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.headCheck !== null) clearInterval(this.headCheck);
    await this.unsubscribe?.();
    await this.chain;
  }

  /** Runs database work alone; events that arrive meanwhile wait for it. */
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
      (error: unknown) => this.logger.warn(`following the slate log: ${String(error)}`),
    );
    return result;
  }

  /** Reads the whole state anew; call it inside `exclusively`. */
  async reload(cause: Cause | null): Promise<void> {
    const state = await this.standings.read();
    const afterwards = await Promise.all(this.listeners.map((listener) => listener.prepareReload()));
    this.standings.install(state);
    this.outdated = false;
    for (const act of afterwards) act(cause);
  }

  private onNotice(message: string): void {
    const parsed = slateNoticeSchema.safeParse(JSON.parse(message));
    if (!parsed.success) {
      this.logger.error(`a slate notice was not understood: ${parsed.error.message}`);
      return;
    }
    const notice = parsed.data;
    if (!this.busy && !this.outdated && this.follows(notice)) {
      if (this.foldAll(notice.events)) return;
      void this.exclusively(() => this.reload(lastCause(notice.events)));
      return;
    }
    this.notices.push(notice);
    void this.exclusively(() => this.drain());
  }

  /** True when the notice carries what comes next (some of it may be known already). */
  private follows(notice: SlateNotice): boolean {
    const { epoch, seq } = this.standings.state;
    const first = notice.events[0];
    return first !== undefined && notice.epoch === epoch && first.seq <= seq + 1;
  }

  private async drain(): Promise<void> {
    for (let notice = this.notices.shift(); notice !== undefined; notice = this.notices.shift()) {
      const { epoch, seq } = this.standings.state;
      if (this.outdated || notice.epoch !== epoch) await this.checkHead();
      else if (notice.head <= seq) continue;
      else if (!this.follows(notice)) await this.repair();
      else if (!this.foldAll(notice.events)) await this.reload(lastCause(notice.events));
    }
  }

  /** Compares with the log: finds what the bus lost, and a history that was reset. */
  private async checkHead(): Promise<void> {
    const stream = await this.log.stream();
    const { epoch, seq } = this.standings.state;
    if (this.outdated || stream.epoch !== epoch || stream.head < seq) await this.reload(null);
    else if (stream.head > seq) await this.repair();
  }

  /** Reads the missing events from the log. */
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

  /** Folds events in order, skipping known ones. False when the state must be read anew. */
  private foldAll(events: readonly SlateEvent[]): boolean {
    for (const event of events) {
      if (event.seq <= this.standings.state.seq) continue;
      const folded = this.standings.fold(event);
      if (folded.reload) {
        this.outdated = true;
        return false;
      }
      for (const listener of this.listeners) listener.folded(event, folded);
    }
    for (const listener of this.listeners) listener.settled();
    return true;
  }
}

function lastCause(events: readonly SlateEvent[]): Cause | null {
  for (const { body } of [...events].reverse()) {
    if (body.kind === 'games' && body.cause !== undefined) return body.cause;
  }
  return null;
}
