/**
 * The part of the Socket.IO protocol (version 5, over Engine.IO version 4) that this page speaks: one namespace, one
 * WebSocket, JSON. The whole library weighs 14 KB compressed, most of it for transports that are never used here.
 */
export type Packet =
  /** The server's greeting: the namespace may be asked for. */
  | { readonly type: 'open' | 'ping' | 'connected' | 'closed' | 'ignored' }
  /** The server does not let this page in; `message` says why. */
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'event'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'ack'; readonly id: number; readonly payload: unknown };

export const PONG = '3';
const IGNORED: Packet = { type: 'ignored' };
const CLOSED: Packet = { type: 'closed' };

/** Asks to come into the namespace. */
export function connectPacket(namespace: string): string {
  return `40${namespace},`;
}

/** An event that wants an answer under `id`. */
export function eventPacket(namespace: string, id: number, name: string, payload: unknown): string {
  return `42${namespace},${id}${JSON.stringify([name, payload])}`;
}

/** What a message of the server says. Throws SyntaxError on broken JSON; what this page does not use is `ignored`. */
export function parsePacket(namespace: string, message: unknown): Packet {
  if (typeof message !== 'string') return IGNORED;
  if (message.startsWith('0')) return { type: 'open' };
  if (message.startsWith('2')) return { type: 'ping' };
  if (message.startsWith('1')) return CLOSED;
  if (!message.startsWith('4')) return IGNORED;
  const kind = message[1];
  const rest = message.slice(2);
  if (!rest.startsWith(`${namespace},`) && rest !== namespace) return IGNORED;
  const body = rest.slice(namespace.length + 1);
  if (kind === '0') return { type: 'connected' };
  if (kind === '1') return CLOSED;
  if (kind === '4') return refusalOf(body);
  if (kind === '2') return eventOf(body);
  return kind === '3' ? ackOf(body) : IGNORED;
}

function refusalOf(body: string): Packet {
  const reason: unknown = JSON.parse(body);
  const message = typeof reason === 'object' && reason !== null && 'message' in reason ? reason.message : '';
  return { type: 'refused', message: String(message) };
}

function eventOf(body: string): Packet {
  const [name, payload] = listIn(body);
  return typeof name === 'string' ? { type: 'event', name, payload } : IGNORED;
}

function ackOf(body: string): Packet {
  const id = Number.parseInt(body, 10);
  return Number.isNaN(id) ? IGNORED : { type: 'ack', id, payload: listIn(body)[0] };
}

/** The JSON list of a body; the server may put an id before it. */
function listIn(body: string): unknown[] {
  const list: unknown = JSON.parse(body.slice(Math.max(0, body.indexOf('['))));
  return Array.isArray(list) ? list : [];
}
