import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { clientFrame } from '@sunday-live/testing';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { headersOf, type LiveServer } from './live-server.js';

const PATH = '/socket.io/?EIO=4&transport=websocket';

/** A hand-written Socket.IO client that shows the text of every packet. */
export class RawClient {
  readonly packets: string[] = [];
  closed = false;

  private raw: Socket | null = null;

  private constructor(readonly ws: WebSocket) {
    ws.on('upgrade', ({ socket }) => {
      this.raw = socket;
    });
    ws.on('message', (data) => this.packets.push(String(data)));
    ws.on('close', () => {
      this.closed = true;
    });
    ws.on('error', () => undefined);
  }

  /** Opens the WebSocket only. */
  static async open(
    server: LiveServer,
    headers: Record<string, string>,
    perMessageDeflate: object | boolean = false,
  ): Promise<RawClient> {
    const ws = new WebSocket(`ws://127.0.0.1:${server.port}${PATH}`, { headers, perMessageDeflate });
    const client = new RawClient(ws);
    await once(ws, 'open');
    return client;
  }

  /** Opens the WebSocket and joins the namespace. */
  static async join(
    server: LiveServer,
    player: string,
    perMessageDeflate: object | boolean = false,
  ): Promise<RawClient> {
    const client = await RawClient.open(server, headersOf(player), perMessageDeflate);
    client.ws.send('40/live,');
    await client.packet('40/live,');
    return client;
  }

  /** Bytes that arrived on the connection, in frames as they travelled. */
  get bytes(): number {
    return this.raw?.bytesRead ?? 0;
  }

  /** Returns the first packet with this beginning, when it arrives. */
  async packet(start: string): Promise<string> {
    return vi.waitUntil(() => this.packets.find((packet) => packet.startsWith(start)), { timeout: 10_000 });
  }

  /** Returns the payloads of an event, in order. */
  of(event: string): { [field: string]: unknown }[] {
    const start = `42/live,["${event}",`;
    return this.packets
      .filter((packet) => packet.startsWith(start))
      .map((packet) => JSON.parse(packet.slice('42/live,'.length))[1]);
  }

  async subscribe(league: string): Promise<void> {
    this.ws.send(`42/live,1["subscribe",{"league":"${league}"}]`);
    await this.packet('43/live,1');
  }

  close(): void {
    this.ws.terminate();
  }
}

/** Sends a plain HTTP request, and returns the head of the answer. */
export async function upgrade(
  server: LiveServer,
  headers: Record<string, string>,
  path = PATH,
): Promise<TcpClient> {
  const client = await TcpClient.connect(server.port);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  client.socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${lines.join('')}\r\n`,
  );
  await vi.waitUntil(() => client.text.includes('\r\n\r\n') || client.closed, { timeout: 10_000 });
  return client;
}

/** A bare TCP connection that can stop reading. */
export class TcpClient {
  text = '';
  bytes = 0;
  closed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (data: Buffer) => {
      this.bytes += data.length;
      this.text += data.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
    });
  }

  static async connect(port: number): Promise<TcpClient> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
    await once(socket, 'connect');
    return new TcpClient(socket);
  }

  get status(): number {
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.text)?.[1]);
  }

  /** Builds a text frame. */
  sendText(text: string): void {
    this.socket.write(clientFrame(text));
  }

  close(): void {
    this.socket.destroy();
  }
}
