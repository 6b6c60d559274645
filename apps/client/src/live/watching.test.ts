import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../testing/fake-server.js';
import { FoldLog, type LogEvent } from '../testing/fold-log.js';
import { LiveSession } from './live-session.js';
import { LiveStore } from './live-store.js';
import type { SeenTable } from './seen-table.js';
import { Watcher } from './watching.js';

/** Every event changes the points of some player. */
const EVENTS: LogEvent[] = Array.from({ length: 40 }, (_, i) => ({
  game: i % 3,
  home: i + 1,
  points: [i + 1, 40 - i, 3, 0],
}));

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a watcher', () => {
  let server: FakeServer;
  let visible: boolean;
  let lastSeen: SeenTable | null;
  let stop: (() => void) | undefined;

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer(new FoldLog('e1', EVENTS));
    visible = true;
    lastSeen = null;
  });
  afterEach(() => {
    stop?.();
    vi.useRealTimers();
  });

  async function watch(delayMs = 0) {
    const store = new LiveStore();
    const session = new LiveSession('sofa', store, server.world, delayMs);
    const watcher = new Watcher(store, {
      now: Date.now,
      visible: () => visible,
      heads: () => session.heads,
      lastSeen: (league) => (lastSeen?.state.league === league ? lastSeen : null),
    });
    session.start();
    watcher.start();
    stop = () => {
      watcher.stop();
      session.stop();
    };
    await pass(10 + delayMs);
    const look = (seen: boolean) => {
      visible = seen;
      if (seen) session.signal({ type: 'woken' });
      watcher.seen();
    };
    const told = () => {
      const { recap } = store.get();
      return recap && [recap.from.seq, recap.to.seq, recap.whole];
    };
    return { store, session, watcher, look, told };
  }

  /** Lets time pass as on a device that is awake, with heartbeats. */
  async function beats(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 10_000) {
      await pass(Math.min(left, 10_000));
      server.beat();
    }
  }

  it('shows no recap to a viewer who watches, after a short look elsewhere, or where nothing happened', async () => {
    const { store, look, told } = await watch();
    server.advance(2);
    await beats(70_000);
    look(false);
    await beats(30_000);
    server.advance(1);
    look(true);
    await beats(10_000);
    look(false);
    await beats(120_000);
    look(true);
    await beats(10_000);
    expect(told()).toBeNull();
    expect(store.get().state?.seq).toBe(3);
  });

  it('P61 freezes the state while the page is hidden, and updates it with the recap', async () => {
    const { store, look, told } = await watch();
    server.advance(2);
    look(false);
    await beats(60_000);
    server.advance(3);
    await beats(30_000);
    expect(store.get().state?.seq).toBe(2);
    const moves: unknown[] = [];
    store.subscribe(() => moves.push([store.get().state?.seq, store.get().recap?.to.seq]));
    look(true);
    expect(told()).toEqual([2, 5, true]);
    expect(moves.at(-1)).toEqual([5, 5]);
    expect(store.get().points.week.size).toBeGreaterThan(0);
    await beats(10_000);
    server.advance(1);
    await pass(10);
    expect(told()).toEqual([2, 5, true]);
    expect(store.get().state?.seq).toBe(6);
  });

  it('P62 shows a recap after sleep', async () => {
    const { told } = await watch();
    server.advance(2);
    server.advance(6, 'lost');
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(1_100);
    expect(told()).toEqual([2, 8, false]);
    await beats(20_000);
    server.advance(1);
    await pass(10);
    expect(told()).toEqual([2, 8, false]);
  });

  it('P62 shows a recap after a lost connection, by socket', async () => {
    const { session, told } = await watch();
    server.advance(1);
    session.signal({ type: 'offline' });
    await pass(20_000);
    server.advance(4);
    session.signal({ type: 'online' });
    await pass(10);
    expect(told()).toEqual([1, 5, false]);
  });

  it('P62 shows a recap after a lost connection, by polls', async () => {
    server.socketsAllowed = false;
    const { store, told } = await watch();
    await pass(3_000);
    expect(store.get().link).toBe('polling');
    server.advance(1);
    await pass(10);
    server.pollsAllowed = false;
    await pass(60_000);
    expect(store.get().link).toBe('reconnecting');
    server.advance(4, 'lost');
    server.pollsAllowed = true;
    await pass(40_000);
    expect(told()).toEqual([1, 5, false]);
  });

  it('P62 includes what arrives late after the return, up to the first reported head', async () => {
    const { session, told } = await watch();
    server.advance(1);
    session.signal({ type: 'offline' });
    await pass(20_000);
    session.signal({ type: 'online' });
    await pass(4_000);
    // a busy server sends missed events only after the link has been up for a while
    server.advance(4);
    await pass(10);
    expect(told()).toEqual([1, 5, false]);
    await beats(10_000);
    server.advance(1);
    await pass(10);
    expect(told()).toEqual([1, 5, false]);
  });

  it('a short cut is no absence', async () => {
    const { store, told } = await watch();
    server.cut();
    server.advance(2);
    await pass(3_000);
    expect(store.get().state?.seq).toBe(2);
    expect(told()).toBeNull();
  });

  it('P60 shows nothing before the television does', async () => {
    const { store, look, told } = await watch(60_000);
    server.advance(2);
    await beats(61_000);
    look(false);
    await beats(30_000);
    server.advance(3);
    await beats(50_000);
    server.advance(4);
    await beats(20_000);
    look(true);
    expect(told()).toEqual([2, 5, true]);
    await beats(60_000);
    expect(store.get().state?.seq).toBe(9);
    expect(told()).toEqual([2, 5, true]);
  });

  it('P60 P62 waits, after sleep, until the television has shown what arrived', async () => {
    const { store, told } = await watch(60_000);
    server.advance(2);
    await beats(61_000);
    server.advance(6, 'lost');
    vi.setSystemTime(Date.now() + 3_600_000);
    await beats(30_000);
    expect(store.get().state?.seq).toBe(2);
    expect(told()).toBeNull();
    await beats(40_000);
    expect(told()).toEqual([2, 8, false]);
    server.advance(1);
    await beats(70_000);
    expect(store.get().state?.seq).toBe(9);
    expect(told()).toEqual([2, 8, false]);
  });

  it('reports another history at once, visible or not', async () => {
    const { store, told } = await watch();
    server.advance(5);
    server.log = new FoldLog('e2', EVENTS);
    server.head = 0;
    server.socket?.handlers.resync({ league: 'sofa', reason: 'reset' });
    await pass(10);
    expect(told()).toEqual([5, 0, false]);
    expect(store.get().recap?.from.epoch).toBe('e1');
  });

  it('P64 calm: the state updates once a minute, with the beat, and at once when calm ends', async () => {
    const { store, watcher } = await watch();
    watcher.setCalm(true);
    server.advance(1);
    server.advance(2);
    await beats(50_000);
    expect(store.get()).toMatchObject({ beat: 0, state: { seq: 0 } });
    await beats(11_000);
    expect(store.get()).toMatchObject({ beat: 1, state: { seq: 3 } });
    expect(store.get().points.week.get(0)?.by).toBe(3);
    server.advance(1);
    await pass(10);
    expect(store.get().state?.seq).toBe(3);
    watcher.setCalm(false);
    expect(store.get().state?.seq).toBe(4);
    server.advance(1);
    await pass(10);
    expect(store.get().state?.seq).toBe(5);
  });

  it('P62 shows what happened since the last visit on this device', async () => {
    server.advance(2);
    const before = await watch();
    const { state } = before.store.get();
    if (state === null) throw new Error('no table');
    stop?.();
    const at = Date.now();
    server.advance(4, 'lost');
    await pass(600_000);
    lastSeen = { at, state };
    const { told, store } = await watch();
    expect(told()).toEqual([2, 6, false]);
    await beats(20_000);
    server.advance(1);
    await pass(10);
    expect(store.get().state?.seq).toBe(7);
    expect(told()).toEqual([2, 6, false]);
  });

  it.each([
    ['a moment ago', 5_000, 4],
    ['when nothing has happened since', 600_000, 0],
    ['of another league', 600_000, 4],
  ])('tells nothing of a visit %s', async (what, ms, events) => {
    server.advance(2);
    const { state } = (await watch()).store.get();
    if (state === null) throw new Error('no table');
    stop?.();
    const at = Date.now();
    if (events > 0) server.advance(events, 'lost');
    await pass(ms);
    lastSeen = { at, state: what.includes('league') ? { ...state, league: 'other' } : state };
    expect((await watch()).told()).toBeNull();
  });

  it('counts minutes only while the page is visible', async () => {
    const { store, look } = await watch();
    look(false);
    await beats(180_000);
    expect(store.get().beat).toBe(0);
    look(true);
    await beats(61_000);
    expect(store.get().beat).toBe(2);
  });
});
