import { connect, type Socket } from 'node:net';
import { clientFrame, type Handshake, upgradeRequest } from './client-bytes.js';
import { FrameReader, type WireMessage } from './frame-reader.js';
import type { Position } from './oracle.js';

const READY_WITHIN_MS = 20_000;
const TEXT = 1;
const PING = 9;

export interface LiveClientOptions extends Handshake {
  readonly league: string;
  /**
   * The position to resume from: the server sends only later events, and the client waits for no snapshot.
   */
  readonly position?: Position | undefined;
  /** Called for each event of the live stream, with its name and the message as received. */
  readonly onEvent: (event: string, message: WireMessage, client: LiveClient) => void;
}

/** One viewer of a league over Socket.IO, without its library, so that bytes are counted as they travel. */
export class LiveClient {
  private readonly socket: Socket;
  private readonly options: LiveClientOptions;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  private subscribed: () => void = () => undefined;

  private constructor(options: LiveClientOptions) {
    this.options = options;
    this.socket = connect(options.port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  /** Connects, subscribes and waits for the snapshot. @throws Error with the reason of a refusal */
  static async open(options: LiveClientOptions): Promise<LiveClient> {
    const client = new LiveClient(options);
    try {
      await new Promise<void>((resolve, reject) => {
        client.subscribed = resolve;
        client.socket.once('error', reject);
        client.socket.once('close', () => reject(new Error('the server closed the connection')));
        setTimeout(() => reject(new Error('no snapshot')), READY_WITHIN_MS).unref();
        client.handshake();
      });
      return client;
    } catch (error) {
      client.socket.destroy();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.socket.destroy();
  }

  /** Subscribes (again): with a position for the events after it, otherwise for a snapshot (P15). */
  subscribe(position: Position | undefined): void {
    this.send(`42/live,0["subscribe",${JSON.stringify({ league: this.options.league, ...position })}]`);
  }

  /** Stops reading; data waits in the system's buffers until `release`. */
  hold(): void {
    this.socket.pause();
  }

  release(): void {
    this.socket.resume();
  }

  private handshake(): void {
    this.socket.write(upgradeRequest(this.options));
    let head = Buffer.alloc(0);
    const reader = new FrameReader((message) => this.take(message));
    const onHead = (bytes: Buffer): void => {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.socket.off('data', onHead);
      if (!head.toString('latin1').startsWith('HTTP/1.1 101')) {
        this.socket.destroy(new Error(head.toString('latin1', 0, 200)));
        return;
      }
      this.socket.on('data', (more: Buffer) => reader.read(more));
      reader.read(head.subarray(end + 4));
    };
    this.socket.on('data', onHead);
  }

  private take(message: WireMessage): void {
    const { text, opcode } = message;
    if (opcode === PING) throw new Error('engine.io does not ping by WebSocket');
    if (opcode !== TEXT) return;
    if (text === '2') this.send('3');
    else if (text.startsWith('0{')) this.send('40/live,');
    else if (text.startsWith('40/live,')) {
      this.subscribe(this.options.position);
    } else if (text.startsWith('43/live,0')) {
      if (!text.includes('"ok":true')) this.socket.destroy(new Error(`refused: ${text}`));
      else if (this.options.position !== undefined) this.subscribed();
    } else if (text.startsWith('44/live,')) {
      this.socket.destroy(new Error(`refused: ${text}`));
    } else {
      const event = /^42\/live,\["([\w-]+)"/.exec(text)?.[1];
      if (event === undefined) return;
      this.options.onEvent(event, message, this);
      if (event === 'snapshot') this.subscribed();
    }
  }

  private send(text: string): void {
    this.socket.write(clientFrame(text));
  }
}
