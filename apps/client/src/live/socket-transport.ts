import {
  type Ack,
  ackSchema,
  announcementFrameSchema,
  type Bye,
  byeSchema,
  deltaSchema,
  type Heartbeat,
  type Hello,
  heartbeatSchema,
  helloSchema,
  type Position,
  type Resync,
  resyncSchema,
  type Subscribe,
  snapshotSchema,
} from '@sunday-live/contract';
import { io, type Socket } from 'socket.io-client';
import { identity } from '../identity/identity.js';
import type { Frame } from './apply-frame.js';

/**
 * The callbacks of a socket. `signedOut`, `switchedOff` or `lost` is called at most once, as the last one.
 */
export interface SocketHandlers {
  /** Connected, ready to subscribe. */
  ready(): void;
  frame(frame: Frame): void;
  heartbeat(beat: Heartbeat): void;
  resync(resync: Resync): void;
  bye(bye: Bye): void;
  /** The session has ended; instead of `lost`. */
  signedOut(): void;
  /** Streams are switched off for now; instead of `lost`. */
  switchedOff(): void;
  lost(): void;
}

export interface SocketTransport {
  /**
   * Subscribes to a league from a position, or for a snapshot. Resolves with the answer; null when none came
   * in time.
   */
  subscribe(league: string, position: Position | null): Promise<Ack | null>;
  /** Closes it; no callback is called any more. */
  close(): void;
}

const ANSWER_MS = 5_000;

/**
 * Creates one connection to the live stream, by WebSocket only. It never reconnects by itself, because the
 * policy decides when to retry and when to poll.
 * @param server origin of the server, if it is not the page's own
 * @param extraHeaders headers that a browser would add by itself
 */
export function liveSocket(server = '', extraHeaders: Record<string, string> = {}): Socket {
  const options = { transports: ['websocket'], reconnection: false, forceNew: true };
  return io(`${server}/live`, { ...options, extraHeaders });
}

/** Opens the stream with these callbacks. */
export function openSocket(handlers: SocketHandlers, socket = liveSocket()): SocketTransport {
  let open = true;

  const close = () => {
    open = false;
    socket.disconnect();
  };
  const end = (tell: () => void) => {
    if (!open) return;
    close();
    tell();
  };
  const lose = () => end(() => handlers.lost());
  /** A message that breaks the contract ends the stream; a new start brings a whole snapshot. */
  const reading = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      console.error('live: unreadable message', error);
      lose();
      return null;
    }
  };
  /** The cookie may belong to another player by now, which no request of this page has shown yet. */
  const greeted = (said: Hello | null) => {
    const { player } = identity.get();
    if (said === null || typeof player !== 'string' || said.player === player) return;
    identity.doubt();
    end(() => handlers.signedOut());
  };
  socket.on('connect', () => handlers.ready());
  socket.on('connect_error', ({ message }) => {
    if (message === 'live-off') end(() => handlers.switchedOff());
    else if (message === 'unauthenticated') end(() => handlers.signedOut());
    else lose();
  });
  socket.on('disconnect', lose);
  socket.onAny((name: string, payload: unknown) => {
    if (!open) return;
    if (name === 'hello') greeted(reading(() => helloSchema.parse(payload)));
    else reading(() => dispatch(handlers, name, payload));
  });
  return {
    async subscribe(league, position) {
      const wish: Subscribe = position ? { league, epoch: position.epoch, since: position.seq } : { league };
      if (!open) return null;
      // no answer in time, or the connection ended
      const answer: unknown = await socket
        .timeout(ANSWER_MS)
        .emitWithAck('subscribe', wish)
        .catch(() => null);
      return answer === null ? null : reading(() => ackSchema.parse(answer));
    },
    close,
  };
}

/** Validates an event's payload and passes it on; unknown events are ignored. */
function dispatch(handlers: SocketHandlers, name: string, payload: unknown): void {
  if (name === 'snapshot') handlers.frame({ type: 'snapshot', ...snapshotSchema.parse(payload) });
  else if (name === 'delta') handlers.frame({ type: 'delta', ...deltaSchema.parse(payload) });
  else if (name === 'announcement')
    handlers.frame({ type: 'announcement', ...announcementFrameSchema.parse(payload) });
  else if (name === 'heartbeat') handlers.heartbeat(heartbeatSchema.parse(payload));
  else if (name === 'resync') handlers.resync(resyncSchema.parse(payload));
  else if (name === 'bye') handlers.bye(byeSchema.parse(payload));
}
