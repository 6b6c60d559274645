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
import type { Frame } from './frames.js';

/** What the socket tells. `signedOut`, `switchedOff` or `lost` comes at most once and is the last. */
export interface SocketHandlers {
  /** Connected, ready to subscribe. */
  ready(): void;
  frame(frame: Frame): void;
  heartbeat(beat: Heartbeat): void;
  resync(resync: Resync): void;
  bye(bye: Bye): void;
  /** The session has ended; in place of `lost`. */
  signedOut(): void;
  /** Streams are switched off for now; in place of `lost`. */
  switchedOff(): void;
  lost(): void;
}

export interface SocketTransport {
  /** Asks for a league from a position, or for a snapshot. Resolves with the answer; null when none came in time. */
  subscribe(league: string, position: Position | null): Promise<Ack | null>;
  /** Closes it; no handler is called any more. */
  close(): void;
}

const ANSWER_MS = 5_000;

/**
 * One connection to the live stream, by WebSocket only. It never reconnects by itself: when to try again, and when to poll
 * instead, is the policy's decision.
 * @param server origin of the server, where it is not the page's own
 * @param extraHeaders what a browser sends by itself, where there is none
 */
export function liveSocket(server = '', extraHeaders: Record<string, string> = {}): Socket {
  const options = { transports: ['websocket'], reconnection: false, forceNew: true };
  return io(`${server}/live`, { ...options, extraHeaders });
}

/** Opens the stream for these handlers. */
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
  /** What breaks the contract makes the stream as good as none; starting over brings a whole snapshot. */
  const reading = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      console.error('live: unreadable message', error);
      lose();
      return null;
    }
  };
  /** The cookie may be another player's by now, which no request of this page has told yet. */
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

/** Checks an event's payload and hands it over; events that this page does not know pass by. */
function dispatch(handlers: SocketHandlers, name: string, payload: unknown): void {
  if (name === 'snapshot') handlers.frame({ type: 'snapshot', ...snapshotSchema.parse(payload) });
  else if (name === 'delta') handlers.frame({ type: 'delta', ...deltaSchema.parse(payload) });
  else if (name === 'announcement')
    handlers.frame({ type: 'announcement', ...announcementFrameSchema.parse(payload) });
  else if (name === 'heartbeat') handlers.heartbeat(heartbeatSchema.parse(payload));
  else if (name === 'resync') handlers.resync(resyncSchema.parse(payload));
  else if (name === 'bye') handlers.bye(byeSchema.parse(payload));
}
