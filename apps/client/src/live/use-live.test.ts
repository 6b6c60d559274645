import { describe, expect, it, vi } from 'vitest';
import type { SocketHandlers, SocketTransport } from './socket-transport.js';
import { openSocketLater } from './use-live.js';

function handlers(): SocketHandlers {
  const none = () => undefined;
  return {
    ready: vi.fn(none),
    frame: none,
    heartbeat: none,
    resync: none,
    bye: none,
    signedOut: none,
    switchedOff: none,
    lost: vi.fn(none),
  };
}

/** A transport that is ready at once and records its calls. */
function code() {
  const asked: unknown[][] = [];
  const close = vi.fn();
  const openSocket = vi.fn((told: SocketHandlers): SocketTransport => {
    queueMicrotask(told.ready);
    return {
      subscribe: async (...wish) => {
        asked.push(wish);
        return { ok: true };
      },
      close,
    };
  });
  return { asked, close, openSocket };
}

describe('a socket whose code loads later', () => {
  it('opens when the code is loaded, and then passes everything on', async () => {
    const told = handlers();
    const later = code();
    const socket = openSocketLater(told, async () => later);
    expect(await socket.subscribe('sofa', null), 'there is nothing to ask yet').toBeNull();
    await vi.waitFor(() => expect(told.ready).toHaveBeenCalled());
    expect(await socket.subscribe('sofa', { epoch: 'e', seq: 3 })).toEqual({ ok: true });
    expect(later.asked).toEqual([['sofa', { epoch: 'e', seq: 3 }]]);
    socket.close();
    expect(later.close).toHaveBeenCalledOnce();
  });

  it('counts as lost when the code does not load', async () => {
    const told = handlers();
    openSocketLater(told, () => Promise.reject(new Error('offline')));
    await vi.waitFor(() => expect(told.lost).toHaveBeenCalledOnce());
  });

  it('opens nothing, and reports nothing, after close', async () => {
    const told = handlers();
    const later = code();
    openSocketLater(told, async () => later).close();
    openSocketLater(told, () => Promise.reject(new Error('offline'))).close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(later.openSocket).not.toHaveBeenCalled();
    expect(told.lost).not.toHaveBeenCalled();
  });
});
