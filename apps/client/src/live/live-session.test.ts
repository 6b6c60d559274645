import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '../testing/fake-server.js';
import { FoldLog, type LogEvent } from '../testing/fold-log.js';
import { tableOf } from '../testing/slate.js';
import { applyFrame } from './apply-frame.js';
import { LiveSession } from './live-session.js';
import { LiveStore } from './live-store.js';

const EVENTS: LogEvent[] = Array.from({ length: 60 }, (_, i) =>
  i % 5 === 4 ? null : { game: i % 3, home: i, points: [i, 60 - i, i % 7, -i] },
);

function watch(server: FakeServer, delayMs = 0) {
  const store = new LiveStore();
  const session = new LiveSession('sofa', store, server.world, delayMs);
  session.start();
  return { store, session };
}

/**
 * Compares the store's state with a snapshot of the server's head, without the feed, which is not in the log.
 */
function expectHead(store: LiveStore, server: FakeServer): void {
  const whole = applyFrame(null, server.log.snapshot(server.head));
  if (!whole) throw new Error('a snapshot always applies');
  const { state } = store.get();
  expect(tableOf(state && { ...state, feed: whole.feed })).toEqual(tableOf(whole));
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a live session', () => {
  let server: FakeServer;
  const open: LiveSession[] = [];
  const start = (delayMs = 0) => {
    const watched = watch(server, delayMs);
    open.push(watched.session);
    return watched;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer(new FoldLog('e1', EVENTS));
  });
  afterEach(() => {
    for (const session of open.splice(0)) session.stop();
    vi.useRealTimers();
  });

  it('subscribes by socket and follows the log', async () => {
    const { store } = start();
    await pass(10);
    expect(store.get().link).toBe('socket');
    server.advance();
    server.advance(3);
    expectHead(store, server);
    expect(server.polls, 'the first look').toBe(1);
  });

  it('P28 has the standings by one request before the socket is up, which continues from it', async () => {
    server.socketDelayMs = 1_000;
    const { store } = start();
    await pass(10);
    expectHead(store, server);
    expect(store.get().link).toBe('connecting');
    server.advance(2);
    await pass(1_000);
    expect(server.socket?.wishes).toEqual([{ epoch: 'e1', seq: 0 }]);
    expectHead(store, server);
    expect(server.polls).toBe(1);
  });

  it('P28 does without the first request when it fails', async () => {
    server.pollsAllowed = false;
    const { store } = start();
    await pass(10);
    expect(store.get().link).toBe('socket');
    expectHead(store, server);
  });

  it('resumes from its position when a frame was lost', async () => {
    const { store } = start();
    await pass(10);
    server.advance(2);
    server.advance(1, 'lost');
    server.advance(1);
    await pass(10);
    expect(server.socket?.wishes).toEqual([null, { epoch: 'e1', seq: 2 }]);
    expectHead(store, server);
  });

  it('notices a lost last frame by the heartbeat', async () => {
    const { store } = start();
    await pass(10);
    server.advance(1, 'lost');
    server.beat();
    await pass(2_000);
    expectHead(store, server);
    expect(server.sockets).toHaveLength(1);
  });

  it('a cut is shown at once and repaired from the position, whatever happened meanwhile', async () => {
    const { store } = start();
    await pass(10);
    server.advance(2);
    server.cut();
    expect(store.get().link).toBe('reconnecting');
    expect(store.get().state).not.toBeNull();
    server.advance(4);
    await pass(1_000);
    expect(store.get().link).toBe('socket');
    expect(server.socket?.wishes).toEqual([{ epoch: 'e1', seq: 2 }]);
    expectHead(store, server);
  });

  it('takes a snapshot when the history was reset', async () => {
    const { store } = start();
    await pass(10);
    server.advance(5);
    server.log = new FoldLog('e2', EVENTS.slice(0, 9));
    server.head = 0;
    server.socket?.handlers.resync({ league: 'sofa', reason: 'reset' });
    await pass(10);
    server.advance(2);
    expect(store.get().state?.epoch).toBe('e2');
    expectHead(store, server);
  });

  it('notices a new epoch by a frame alone', async () => {
    const { store } = start();
    await pass(10);
    server.advance(5);
    server.log = new FoldLog('e2', EVENTS);
    server.head = 0;
    server.advance(1);
    await pass(10);
    expect(store.get().state?.epoch).toBe('e2');
    expectHead(store, server);
  });

  it('remembers that it needs a snapshot while another answer is pending', async () => {
    const { store } = start();
    await pass(10);
    server.advance(1);
    server.advance(1, 'lost');
    server.advance(1);
    server.socket?.handlers.resync({ league: 'sofa', reason: 'a member left' });
    await pass(10);
    expect(server.socket?.wishes.at(-1)).toBeNull();
    expectHead(store, server);
  });

  it('P26 requests a snapshot by polls too, although a poll is always pending', async () => {
    server.socketsAllowed = false;
    const { store, session } = start();
    await pass(30_000);
    server.advance(3);
    await pass(1_000);
    const { polls } = server;
    session.refresh();
    await pass(10);
    expect(server.polls).toBe(polls + 2);
    expect(server.asked.slice(-2)).toEqual([null, { epoch: 'e1', seq: 3 }]);
    expectHead(store, server);
  });

  it('polls where sockets are blocked, and returns to the socket later', async () => {
    server.socketsAllowed = false;
    const { store } = start();
    await pass(3_000);
    expect(store.get().link).toBe('polling');
    server.advance(3);
    await pass(10);
    expectHead(store, server);
    server.socketsAllowed = true;
    await pass(80_000);
    expect(store.get().link).toBe('socket');
    server.advance(2);
    expectHead(store, server);
    const { polls } = server;
    await pass(60_000 - 41_000);
    expect(server.polls).toBe(polls);
  });

  it('without socket and poll: reports it, keeps the standings, and recovers', async () => {
    const { store } = start();
    await pass(10);
    server.socketsAllowed = false;
    server.pollsAllowed = false;
    server.cut();
    await pass(20_000);
    expect(store.get().link).toBe('reconnecting');
    expect(store.get().state).not.toBeNull();
    server.advance(4, 'lost');
    server.pollsAllowed = true;
    await pass(31_000);
    expect(store.get().link).toBe('polling');
    expectHead(store, server);
  });

  it('a silent socket is replaced', async () => {
    const { store } = start();
    await pass(10);
    server.advance(3, 'lost');
    await pass(27_000);
    expect(server.sockets.length).toBeGreaterThan(1);
    expectHead(store, server);
  });

  it('heartbeats keep a quiet socket', async () => {
    start();
    await pass(10);
    for (let i = 0; i < 12; i += 1) {
      await pass(10_000);
      server.beat();
    }
    expect(server.sockets).toHaveLength(1);
  });

  it('wakes from sleep: the clock has jumped and the socket is dead without an event', async () => {
    const { store } = start();
    await pass(10);
    server.advance(6, 'lost');
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(1_100);
    expect(server.sockets).toHaveLength(2);
    expectHead(store, server);
  });

  it('follows the device offline and online again', async () => {
    const { store, session } = start();
    await pass(10);
    session.signal({ type: 'offline' });
    expect(store.get().link).toBe('offline');
    server.advance(3);
    await pass(60_000);
    expect(server.sockets).toHaveLength(1);
    session.signal({ type: 'online' });
    await pass(10);
    expect(store.get().link).toBe('socket');
    expectHead(store, server);
  });

  it('disconnects at bye and reconnects after the wait', async () => {
    const { store } = start();
    await pass(10);
    server.socket?.handlers.bye({ retryAfterMs: 5_000 });
    await pass(4_900);
    expect(server.sockets).toHaveLength(1);
    await pass(2_000);
    expect(server.sockets).toHaveLength(2);
    expect(store.get().link).toBe('socket');
  });

  it('gives up where the league is refused, and when signed out', async () => {
    server.ack = { ok: false, code: 'not-found', message: 'no such league' };
    const { store } = start();
    await pass(10);
    expect(store.get().link).toBe('no-access');
    await pass(120_000);
    expect(server.sockets).toHaveLength(1);
    server.ack = { ok: true };
    const other = start();
    await pass(10);
    server.socket?.handlers.signedOut();
    expect(other.store.get().link).toBe('signed-out');
  });

  it('waits while streams are switched off, and returns by itself', async () => {
    const { store } = start();
    await pass(10);
    server.socket?.handlers.bye({ retryAfterMs: 300 });
    server.ack = { ok: false, code: 'live-off', message: 'for now' };
    await pass(1_000);
    expect(store.get().link).toBe('switched-off');
    await pass(120_000);
    expect(store.get().link).toBe('switched-off');
    expect(server.sockets.length).toBeLessThan(12);
    server.ack = { ok: true };
    await pass(30_000);
    expect(store.get().link).toBe('socket');
    expectHead(store, server);
  });

  it('delays frames for the television without losing its position', async () => {
    const { store, session } = start(30_000);
    await pass(10);
    expect(store.get().state).toBeNull();
    expect(store.get().held).toBe(1);
    await pass(10_000);
    server.beat();
    server.advance(2);
    await pass(10_000);
    server.beat();
    await pass(10_100);
    expect(store.get().state?.seq).toBe(0);
    server.cut();
    await pass(1_000);
    expect(server.socket?.wishes).toEqual([{ epoch: 'e1', seq: 2 }]);
    session.setDelay(0);
    expectHead(store, server);
  });

  it('P66: a page ahead of a log that has lost its end subscribes again, and accepts the answer', async () => {
    const { store } = start();
    await pass(10);
    server.advance(9);
    server.lose(3);
    server.beat();
    await pass(5_000);
    expect(store.get().state?.seq).toBe(9);
    server.beat();
    await pass(10);
    expectHead(store, server);
    server.advance(2);
    expectHead(store, server);
  });

  it('P66: a page ahead of the log reconnects into the log’s new epoch', async () => {
    const { store } = start();
    await pass(10);
    server.advance(9);
    server.lose(3);
    server.cut();
    await pass(2_000);
    expectHead(store, server);
  });

  it('P66: by polls too, never without a pause', async () => {
    server.socketsAllowed = false;
    const { store } = start();
    await pass(3_000);
    server.advance(9);
    await pass(10);
    server.lose(3);
    server.wakePolls();
    await pass(30_000);
    expectHead(store, server);
    server.hasty = true;
    await pass(25_000);
    const { polls } = server;
    await pass(60_000);
    expect(server.polls - polls).toBeLessThan(130);
  });

  it.each([3_600_000, -3_600_000])(
    'P65: a clock that jumps by %i ms moves no score and no reconnect',
    async (jump) => {
      const { store } = start(30_000);
      await pass(10);
      server.advance(2);
      await pass(1_000);
      vi.setSystemTime(Date.now() + jump);
      for (let i = 0; i < 2; i += 1) {
        await pass(9_000);
        server.beat();
      }
      await pass(8_000);
      expect(store.get().state?.seq).toBeUndefined();
      await pass(4_000);
      expect(store.get().state?.seq).toBe(2);
      vi.setSystemTime(Date.now() + jump);
      server.cut();
      await pass(2_500);
      expect(store.get().link).toBe('socket');
    },
  );

  it('a device that wakes does not wait for its pending poll', async () => {
    server.socketsAllowed = false;
    const { session: mine, store } = start();
    await pass(3_000);
    const { polls } = server;
    server.muteHeldPolls();
    server.advance(2);
    mine.signal({ type: 'woken' });
    await pass(10);
    expect(server.polls).toBeGreaterThan(polls);
    expectHead(store, server);
  });

  it('stops: opens, requests and reports nothing any more', async () => {
    const { store, session } = start();
    await pass(10);
    session.stop();
    const { sockets, polls } = server;
    server.advance(2);
    await pass(120_000);
    expect(sockets).toHaveLength(1);
    expect(server.polls).toBe(polls);
    expect(store.get().state?.seq).toBe(0);
  });

  it('any cuts at any moments: in the end the table is the server’s', async () => {
    const { store, session } = start();
    for (let i = 0; i < 58; i += 1) {
      server.socketsAllowed = i % 11 !== 3 && i % 11 !== 4;
      server.pollsAllowed = i % 7 !== 0;
      server.advance(1, i % 4 === 1 ? 'lost' : 'sent');
      if (i % 5 === 2) server.cut();
      if (i % 13 === 6) session.signal({ type: 'offline' });
      if (i % 13 === 8) session.signal({ type: 'online' });
      await pass((i * 977) % 9_000);
      server.beat();
    }
    server.socketsAllowed = true;
    server.pollsAllowed = true;
    session.signal({ type: 'online' });
    server.advance(2);
    await pass(100_000);
    expectHead(store, server);
  });
});
