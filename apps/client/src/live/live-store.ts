import type { Feed } from '@sunday-live/contract';
import { elapsed } from '../game/clock.js';
import type { Recap } from './absence.js';
import { applyFeed, applyFrame, type Frame, type LiveState } from './apply-frame.js';
import {
  comparable,
  eventsOf,
  type LiveEvent,
  movedGames,
  type PointsChanges,
  pointsChanges,
} from './changes.js';
import type { Link } from './connection-policy.js';
import { type FirstRanks, firstRanks, NO_RANKS } from './first-ranks.js';

/** The data of the page beside the state: the link and the last changes. */
export interface LiveView {
  readonly state: LiveState | null;
  readonly link: Link;
  /** When the server was last heard, by the monotonic clock (`elapsed`), like all times of this view. */
  readonly heardAt: number;
  /** Server's clock minus this device's. */
  readonly clockSkewMs: number;
  /** The last change of each player's points, by scope. */
  readonly points: PointsChanges;
  /** When each game last changed its score or state. */
  readonly games: ReadonlyMap<string, number>;
  /** Events since the page opened, oldest first. */
  readonly events: readonly LiveEvent[];
  /** `events` is complete after this position; before it, only the log is. */
  readonly eventsFrom: number;
  /** Ranks at the first moment when they differed on this game day. */
  readonly first: FirstRanks;
  /** Number of frames delayed for the television. */
  readonly held: number;
  /** The time of the shown state, while it stands still; by the monotonic clock. */
  readonly shownAt: number;
  /** The last recap of what the viewer missed. */
  readonly recap: Recap | null;
  /** Grows by one with every summarised minute. */
  readonly beat: number;
}

const NO_CHANGES: LiveView['points'] = { day: new Map(), week: new Map(), season: new Map() };
const EVENTS_KEPT = 400;

export const EMPTY_VIEW: LiveView = {
  state: null,
  link: 'connecting',
  heardAt: 0,
  clockSkewMs: 0,
  points: NO_CHANGES,
  games: new Map(),
  events: [],
  eventsFrom: 0,
  first: NO_RANKS,
  held: 0,
  shownAt: 0,
  recap: null,
  beat: 0,
};

/** A plain store: frames in, one immutable view out. Independent of React and the network. */
export class LiveStore {
  private view: LiveView = EMPTY_VIEW;
  /** The state as received; the shown one may be behind it. */
  private latest: LiveState | null = null;
  private kept = false;
  private behind = false;
  private readonly listeners = new Set<() => void>();

  /**
   * @param now the monotonic clock: for the age of what was shown or heard
   * @param clock the device's clock, to compare with the server's
   */
  constructor(
    private readonly now: () => number = elapsed,
    private readonly clock: () => number = Date.now,
  ) {}

  readonly get = (): LiveView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  frame(frame: Frame): void {
    const before = this.latest;
    const state = applyFrame(before, frame);
    if (state === before || state === null) return;
    this.latest = state;
    if (frame.type === 'snapshot' && before?.epoch !== frame.epoch) {
      this.behind = false;
      const first = firstRanks(NO_RANKS, state);
      const shownAt = this.now();
      this.set({
        state,
        shownAt,
        first,
        points: NO_CHANGES,
        games: new Map(),
        events: [],
        eventsFrom: frame.seq,
      });
      return;
    }
    const events = this.withEvents(frame, before, movedGames(before, state));
    this.set({ ...events, ...(this.kept ? this.keptUp(state) : this.shown(state)) });
  }

  /** Freezes the shown state, or updates it again; announcements and ages continue. */
  keep(kept: boolean): void {
    if (kept && !this.kept) this.set({ shownAt: this.now() });
    this.kept = kept;
    if (!kept) this.show();
  }

  /** Updates the shown state in one step. */
  show(): void {
    if (this.behind && this.latest !== null) this.set(this.shown(this.latest));
  }

  /** Starts another summarised minute and updates the shown state. */
  beat(): void {
    this.show();
    this.set({ beat: this.view.beat + 1, shownAt: this.now() });
  }

  recap(recap: Recap): void {
    const { from, to } = this.view.recap ?? {};
    if (from !== recap.from || to !== recap.to) this.set({ recap });
  }

  feed(feed: Feed, serverTime: string): void {
    const skew = Date.parse(serverTime) - this.clock();
    // A held answer took an unknown time, so small differences are its way and not the clocks.
    const clockSkewMs = Math.abs(skew - this.view.clockSkewMs) > 1_000 ? skew : this.view.clockSkewMs;
    this.latest = applyFeed(this.latest, feed);
    this.set({ state: applyFeed(this.view.state, feed), heardAt: this.now(), clockSkewMs });
  }

  heard(): void {
    this.set({ heardAt: this.now() });
  }

  link(link: Link): void {
    if (link !== this.view.link) this.set({ link });
  }

  held(held: number): void {
    if (held !== this.view.held) this.set({ held });
  }

  /** Returns the changes of the view by a new state. */
  private shown(state: LiveState): Partial<LiveView> {
    this.behind = false;
    const now = this.now();
    const { games, first } = this.view;
    const points = comparable(this.view.points, this.view.state, state);
    const changes = pointsChanges(this.view.state, state, now);
    const moved = movedGames(this.view.state, state).map((id) => [id, now] as const);
    return {
      state,
      shownAt: now,
      points: {
        day: merged(points.day, changes.day),
        week: merged(points.week, changes.week),
        season: merged(points.season, changes.season),
      },
      games: merged(games, new Map(moved)),
      first: firstRanks(first, state),
    };
  }

  /** Returns the changes of the view while the state is frozen. */
  private keptUp({ announcements, announced }: LiveState): Partial<LiveView> {
    this.behind = true;
    const { state } = this.view;
    if (state === null || (state.announcements === announcements && state.announced === announced)) return {};
    return { state: { ...state, announcements, announced } };
  }

  private withEvents(frame: Frame, before: LiveState | null, moved: readonly string[]): Partial<LiveView> {
    if (frame.type === 'snapshot') {
      if (before === null || frame.seq === before.seq) return {};
      if (frame.seq > before.seq) return moved.length === 0 ? {} : { eventsFrom: frame.seq };
      // the log has lost its end
      const eventsFrom = Math.min(this.view.eventsFrom, frame.seq);
      return { events: this.view.events.filter(({ seq }) => seq <= frame.seq), eventsFrom };
    }
    if (frame.type !== 'delta') return {};
    const news = eventsOf(frame, before, moved);
    if (news.length === 0) return {};
    const events = [...this.view.events, ...news];
    const forgotten = events.at(-EVENTS_KEPT - 1)?.seq ?? 0;
    return {
      events: events.slice(-EVENTS_KEPT),
      eventsFrom: Math.max(this.view.eventsFrom, forgotten),
    };
  }

  private set(change: Partial<LiveView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}

function merged<K, V>(map: ReadonlyMap<K, V>, news: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  return news.size === 0 ? map : new Map([...map, ...news]);
}
