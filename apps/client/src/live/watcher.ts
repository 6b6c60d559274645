import { type Facts, type Heads, recapOf, type Watch, watchOn } from './absence.js';
import type { LiveState } from './apply-frame.js';
import type { Link } from './link.js';
import type { LiveStore } from './live-store.js';
import type { SeenTable } from './seen-table.js';

/** What a watcher asks the device and the stream. */
export interface WatcherWorld {
  now(): number;
  visible(): boolean;
  /** What the server has said of its log's end. */
  heads(): Heads;
  /** The league's table as it was last seen on this device, on an earlier visit. */
  lastSeen(league: string): SeenTable | null;
}

const TICK_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Sees to it that no row moves unseen: while the page is hidden its table stands still, and what a viewer has missed is
 * told when the table moves on. Calm: the table moves once a minute.
 */
export class Watcher {
  private watch: Watch | null = null;
  private beatAt: number;
  private calm = false;
  private looking = false;
  private ticker: ReturnType<typeof setInterval> | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly store: LiveStore,
    private readonly world: WatcherWorld,
  ) {
    this.beatAt = world.now();
  }

  start(): void {
    this.unsubscribe = this.store.subscribe(() => this.look());
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    this.seen();
  }

  stop(): void {
    this.unsubscribe?.();
    clearInterval(this.ticker);
  }

  setCalm(calm: boolean): void {
    this.calm = calm;
    this.beatAt = this.world.now();
    this.seen();
  }

  /** The page has come into view, or has gone out of it. */
  seen(): void {
    const visible = this.world.visible();
    if (visible) this.store.show();
    this.store.keep(this.calm || !visible);
    this.look();
  }

  private tick(): void {
    const now = this.world.now();
    const visible = this.world.visible();
    if (this.watch && this.watch.last.visible !== visible) this.seen();
    if (now - this.beatAt >= MINUTE_MS && visible) {
      this.beatAt = now;
      this.store.beat();
    }
    this.look();
  }

  private look(): void {
    // what is told here is news to the store's listeners, this one among them
    if (this.looking) return;
    this.looking = true;
    const { state: shown, link } = this.store.get();
    const { world } = this;
    const facts = {
      now: world.now(),
      visible: world.visible(),
      up: isUp(link),
      shown,
      heads: world.heads(),
    };
    this.watch ??= shown && this.sinceLastVisit(shown, facts);
    const recap = this.watch && recapOf(this.watch, facts);
    this.watch &&= watchOn(this.watch, facts);
    if (recap) this.store.recap(recap);
    this.looking = false;
  }

  /** The watch begins with the first table: the player has been away since the last one that was seen here. */
  private sinceLastVisit(shown: LiveState, facts: Facts): Watch {
    const seen = this.world.lastSeen(shown.league);
    if (seen === null || seen.state.seq > shown.seq) return { last: facts, away: null };
    const last = { now: seen.at, visible: false, up: false, shown: seen.state, heads: facts.heads };
    return { last, away: null };
  }
}

function isUp(link: Link): boolean {
  return link === 'socket' || link === 'polling';
}
