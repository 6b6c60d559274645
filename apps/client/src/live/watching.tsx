import { useEffect, useRef } from 'react';
import { awakeOrAsleep } from '../game/clock.js';
import { type Facts, type Heads, recapOf, type Watch, watchOn } from './absence.js';
import type { LiveState } from './apply-frame.js';
import type { Link } from './connection-policy.js';
import type { LiveStore } from './live-store.js';
import { forgetTable, keepTable, recallTable, type SeenTable } from './seen-table.js';
import type { Live } from './use-live.js';

interface WatchingProps extends Pick<Live, 'store' | 'heads'> {
  /** The viewer's id. */
  readonly player: string;
  readonly calm: boolean;
}

/**
 * Watches the stream for a viewer; draws nothing. It makes sure that no row moves unseen or more often than
 * wanted, and stores the last seen state for the player's next visit.
 */
export default function Watching({ store, heads, player, calm }: WatchingProps) {
  const watcher = useRef<Watcher | null>(null);
  useEffect(() => {
    const visible = () => document.visibilityState === 'visible';
    const lastSeen = (league: string) => {
      const seen = recallTable(player, league, Date.now());
      forgetTable(player);
      return seen;
    };
    const mine = new Watcher(store, { now: awakeOrAsleep(), visible, heads, lastSeen });
    watcher.current = mine;
    mine.start();
    const keep = () => {
      const { state } = store.get();
      if (state !== null) keepTable(player, state, Date.now());
    };
    const turned = () => {
      mine.seen();
      if (visible()) forgetTable(player);
      else keep();
    };
    // a hidden page stored its state when it was hidden
    const leave = () => {
      if (visible()) keep();
    };
    document.addEventListener('visibilitychange', turned);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', turned);
      window.removeEventListener('pagehide', leave);
      leave();
      mine.stop();
      watcher.current = null;
    };
  }, [store, heads, player]);
  useEffect(() => watcher.current?.setCalm(calm), [calm]);
  return null;
}

/** The device and the stream, as a watcher reads them. */
export interface WatcherWorld {
  now(): number;
  visible(): boolean;
  /** The reported ends of the server's log. */
  heads(): Heads;
  /** The league's state last seen on this device, on an earlier visit. */
  lastSeen(league: string): SeenTable | null;
}

const TICK_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Makes sure that no row moves unseen: while the page is hidden its state is frozen, and a recap shows what
 * the viewer missed. Calm: the state updates once a minute.
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

  /** Reacts when the page becomes visible or hidden. */
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
    // a recap changes the store, whose listeners include this function
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

  /** Starts the watch with the first state: the player has been absent since the last state seen here. */
  private sinceLastVisit(shown: LiveState, facts: Facts): Watch {
    const seen = this.world.lastSeen(shown.league);
    if (seen === null || seen.state.seq > shown.seq) return { last: facts, absence: null };
    const last = { now: seen.at, visible: false, up: false, shown: seen.state, heads: facts.heads };
    return { last, absence: null };
  }
}

function isUp(link: Link): boolean {
  return link === 'socket' || link === 'polling';
}
