import type { Ack, Bye, Heartbeat, Resync, Subscribe } from '@sunday-live/contract';
import { checked } from '../http/shape.js';
import type { Position } from './apply-frame.js';
import { ack, announcementFrame, bye, delta, type Frame, heartbeat, resync, snapshot } from './frames.js';
import { connectPacket, eventPacket, type Packet, PONG, parsePacket } from './socket-wire.js';

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

/** The page's own server, or another one in tests. */
export interface SocketPlace {
  readonly url: string;
  connect(url: string): WebSocket;
}

const NAMESPACE = '/live';
const ANSWER_MS = 5_000;

/** Where the page's own server listens. */
export function ownServer(): SocketPlace {
  const { protocol, host } = window.location;
  const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/socket.io/?EIO=4&transport=websocket`;
  return { url, connect: (address) => new WebSocket(address) };
}

/** Opens one WebSocket. It never reconnects by itself: when to try again is the policy's decision. */
export function openSocket(handlers: SocketHandlers, place: SocketPlace = ownServer()): SocketTransport {
  const socket = place.connect(place.url);
  const answers = new Map<number, (ack: Ack | null) => void>();
  let asked = 0;
  let open = true;

  const close = () => {
    open = false;
    socket.close();
    for (const answer of answers.values()) answer(null);
    answers.clear();
  };
  const lose = () => {
    if (!open) return;
    close();
    handlers.lost();
  };
  const refuse = (message: string) => {
    if (message !== 'unauthenticated' && message !== 'live-off') return lose();
    close();
    if (message === 'live-off') handlers.switchedOff();
    else handlers.signedOut();
  };
  const take = (packet: Packet) => {
    if (packet.type === 'open') socket.send(connectPacket(NAMESPACE));
    else if (packet.type === 'ping') socket.send(PONG);
    else if (packet.type === 'connected') handlers.ready();
    else if (packet.type === 'closed') lose();
    else if (packet.type === 'refused') refuse(packet.message);
    else if (packet.type === 'event') dispatch(handlers, packet.name, packet.payload);
    else if (packet.type === 'ack') {
      answers.get(packet.id)?.(checked(ack, packet.payload));
      answers.delete(packet.id);
    }
  };
  socket.onmessage = (event) => {
    if (!open) return;
    try {
      take(parsePacket(NAMESPACE, event.data));
    } catch (error) {
      // A stream that can't be read is as good as none; starting over brings a whole snapshot.
      console.error('live: unreadable message', error);
      lose();
    }
  };
  socket.onclose = lose;
  socket.onerror = lose;
  return {
    subscribe(league, position) {
      const wish: Subscribe = position ? { league, epoch: position.epoch, since: position.seq } : { league };
      if (!open) return Promise.resolve(null);
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        const timer = setTimeout(() => answers.delete(id) && resolve(null), ANSWER_MS);
        answers.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        socket.send(eventPacket(NAMESPACE, id, 'subscribe', wish));
      });
    },
    close,
  };
}

/** Checks an event's payload and hands it over; events that this page does not know pass by. */
function dispatch(handlers: SocketHandlers, name: string, payload: unknown): void {
  if (name === 'snapshot') handlers.frame({ type: 'snapshot', ...checked(snapshot, payload) });
  else if (name === 'delta') handlers.frame({ type: 'delta', ...checked(delta, payload) });
  else if (name === 'announcement')
    handlers.frame({ type: 'announcement', ...checked(announcementFrame, payload) });
  else if (name === 'heartbeat') handlers.heartbeat(checked(heartbeat, payload));
  else if (name === 'resync') handlers.resync(checked(resync, payload));
  else if (name === 'bye') handlers.bye(checked(bye, payload));
}
