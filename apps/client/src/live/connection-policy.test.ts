import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decide,
  linkOf,
  nextDeadline,
  OPEN_LIMIT_MS,
  PATIENCE_MS,
  type Policy,
  SILENCE_LIMIT_MS,
  type Signal,
  SOCKET_RETRY_MS,
  startPolicy,
} from './connection-policy.js';

/** Applies signals at times (ms) to a new policy. */
function after(...steps: [at: number, signal: Signal][]): Policy {
  return steps.reduce((policy, [at, signal]) => decide(policy, signal, at, () => 0.5), startPolicy(0, true));
}

const lost: Signal = { type: 'socket-lost' };
const up: Signal = { type: 'socket-up' };
const tick: Signal = { type: 'tick' };

describe('the socket comes first', () => {
  it('opens at the start and is live once subscribed', () => {
    expect(startPolicy(0, true)).toMatchObject({ socket: 'opening', attempt: 1, polling: false });
    expect(linkOf(after([100, up]), true)).toBe('socket');
  });

  it('polls once while the first socket is slow, and stops when it is up', () => {
    const waiting = after([PATIENCE_MS, tick]);
    expect(waiting).toMatchObject({ socket: 'opening', polling: true });
    expect(decide(waiting, up, 3_000, Math.random)).toMatchObject({ socket: 'up', polling: false });
  });

  it('retries after a short, jittered wait when it fails once', () => {
    const failed = after([100, up], [60_000, lost]);
    expect(failed).toMatchObject({ socket: 'closed', polling: false });
    expect(failed.openAt).toBeGreaterThanOrEqual(60_250);
    expect(failed.openAt).toBeLessThanOrEqual(60_500);
    expect(linkOf(failed, true)).toBe('reconnecting');
    expect(decide(failed, tick, 60_500, Math.random)).toMatchObject({ socket: 'opening', attempt: 2 });
  });

  it('counts as failed when it is not up in time', () => {
    expect(after([OPEN_LIMIT_MS, tick]).socket).toBe('closed');
  });

  it('is dead after 25 s of silence, unless heartbeats arrive', () => {
    const beating = after([0, up], [20_000, { type: 'heard' }], [SILENCE_LIMIT_MS, tick]);
    expect(beating.socket).toBe('up');
    expect(decide(beating, tick, 20_000 + SILENCE_LIMIT_MS, Math.random).socket).toBe('closed');
  });
});

describe('polling where sockets do not stay open', () => {
  const polling = after([100, lost], [200, tick], [1_000, tick], [1_100, lost]);

  it('begins after two failures within half a minute', () => {
    expect(polling).toMatchObject({ socket: 'closed', polling: true, pollAt: 1_100 });
    const answered = decide(polling, { type: 'poll-answered', moved: true }, 1_500, Math.random);
    expect(linkOf(answered, true)).toBe('polling');
  });

  it('does not begin after two failures far apart', () => {
    expect(after([0, up], [1_000, lost], [2_000, tick], [2_100, up], [60_000, lost]).polling).toBe(false);
  });

  it('tries the socket again after a minute, and at once when back online or visible', () => {
    const openAt = polling.openAt ?? 0;
    expect(openAt - 1_100).toBeGreaterThanOrEqual(SOCKET_RETRY_MS);
    expect(decide(polling, tick, openAt, Math.random)).toMatchObject({ socket: 'opening', polling: true });
    expect(decide(polling, { type: 'woken' }, 5_000, Math.random).socket).toBe('opening');
    expect(decide(polling, { type: 'online' }, 5_000, Math.random).socket).toBe('opening');
  });

  it('keeps polling while a new socket is tried and fails', () => {
    const again = decide(decide(polling, { type: 'woken' }, 5_000, Math.random), lost, 5_100, Math.random);
    expect(again).toMatchObject({ socket: 'closed', polling: true });
  });

  it('backs off after failed polls, longer each time, and obeys the server', () => {
    const one = decide(polling, { type: 'poll-failed', retryAfterMs: null }, 2_000, () => 1);
    const two = decide(one, { type: 'poll-failed', retryAfterMs: null }, one.pollAt, () => 1);
    expect(one.pollAt - 2_000).toBe(1_000);
    expect(two.pollAt - one.pollAt).toBe(2_000);
    const told = decide(polling, { type: 'poll-failed', retryAfterMs: 7_000 }, 2_000, () => 1);
    expect(told.pollAt).toBe(9_000);
    expect(linkOf(told, true)).toBe('reconnecting');
  });
});

describe('events of the device', () => {
  it('offline is reported at once, and nothing is tried until it is online', () => {
    const offline = after([0, up], [5_000, { type: 'offline' }]);
    expect(linkOf(offline, true)).toBe('offline');
    expect(nextDeadline(offline)).toBeNull();
    expect(decide(offline, tick, 500_000, Math.random).socket).toBe('closed');
    expect(decide(offline, { type: 'online' }, 9_000, Math.random)).toMatchObject({
      socket: 'opening',
      attempt: 2,
    });
  });

  it('after sleep a silent socket is replaced, and one that still receives is kept', () => {
    const asleep = after([0, up]);
    expect(decide(asleep, { type: 'woken' }, 600_000, Math.random)).toMatchObject({
      socket: 'opening',
      attempt: 2,
    });
    const awake = decide(asleep, { type: 'heard' }, 599_000, Math.random);
    expect(decide(awake, { type: 'woken' }, 600_000, Math.random)).toMatchObject({
      socket: 'up',
      attempt: 1,
    });
  });

  it('on another network even an active socket is replaced', () => {
    expect(after([0, up], [1_000, { type: 'moved' }])).toMatchObject({ socket: 'opening', attempt: 2 });
  });
});

describe('messages of the server', () => {
  it('bye: reconnects after the given wait plus a jitter, without counting a failure', () => {
    const gone = after([0, up], [1_000, { type: 'bye', retryAfterMs: 4_000 }]);
    expect(gone).toMatchObject({ socket: 'closed', polling: false, failedAt: [] });
    expect(gone.openAt).toBeGreaterThanOrEqual(5_000);
    expect(gone.openAt).toBeLessThanOrEqual(6_000);
    expect(decide(gone, lost, 1_100, Math.random)).toBe(gone);
  });

  it('switched off: reports it and retries from time to time, until a stream is up again (P25)', () => {
    const off = after(
      [0, up],
      [1_000, { type: 'bye', retryAfterMs: 500 }],
      [2_000, { type: 'switched-off' }],
    );
    expect(linkOf(off, true)).toBe('switched-off');
    expect(off).toMatchObject({ socket: 'closed', polling: false });
    const asking = decide(off, tick, nextDeadline(off) ?? 0, Math.random);
    expect(asking.socket).toBe('opening');
    expect(linkOf(asking, true)).toBe('switched-off');
    const again = decide(asking, { type: 'switched-off' }, 30_000, Math.random);
    expect(linkOf(again, true)).toBe('switched-off');
    expect(linkOf(decide(again, { type: 'offline' }, 31_000, Math.random), true)).toBe('offline');
    expect(linkOf(decide(asking, up, 30_000, Math.random), true)).toBe('socket');
  });

  it('refused: tries nothing any more', () => {
    const refused = after([0, up], [1_000, { type: 'refused', why: 'signed-out' }]);
    expect(linkOf(refused, true)).toBe('signed-out');
    expect(decide(refused, { type: 'online' }, 2_000, Math.random)).toBe(refused);
  });
});

describe('whatever happens', () => {
  const signal: fc.Arbitrary<Signal> = fc.oneof(
    fc.constantFrom<Signal>(up, lost, tick, { type: 'heard' }, { type: 'woken' }, { type: 'moved' }),
    fc.constantFrom<Signal>(
      { type: 'online' },
      { type: 'offline' },
      { type: 'poll-answered', moved: true },
      { type: 'poll-answered', moved: false },
    ),
    fc.constantFrom<Signal>({ type: 'switched-off' }),
    fc.record({ type: fc.constant('bye' as const), retryAfterMs: fc.nat(60_000) }),
    fc.record({ type: fc.constant('poll-failed' as const), retryAfterMs: fc.option(fc.nat(60_000)) }),
  );
  const history = fc.array(fc.tuple(fc.nat(40_000), signal), { maxLength: 60 });

  it('an online page always has a plan: something is up, in progress, or scheduled', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 1, noNaN: true }), (steps, luck) => {
        let now = 0;
        let policy = startPolicy(0, true);
        for (const [wait, next] of steps) {
          now += wait;
          policy = decide(policy, next, now, () => luck);
        }
        if (!policy.online) return;
        const due = nextDeadline(policy);
        expect(due).not.toBeNull();
        expect((due ?? 0) - now).toBeLessThanOrEqual(90_000);
      }),
    );
  });

  it('ticks at the deadlines alone bring back a socket that can be opened, or polls, within two minutes', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let now = 0;
        let policy = startPolicy(0, true);
        for (const [wait, next] of [...steps, [0, { type: 'online' }] as const]) {
          now += wait;
          policy = decide(policy, next, now, () => 0.5);
        }
        const limit = now + 120_000;
        while (policy.socket !== 'opening' && policy.socket !== 'up' && !policy.polling && now < limit) {
          now = Math.max(now, nextDeadline(policy) ?? limit);
          policy = decide(policy, tick, now, () => 0.5);
        }
        expect(policy.socket !== 'closed' || policy.polling).toBe(true);
      }),
    );
  });
});
