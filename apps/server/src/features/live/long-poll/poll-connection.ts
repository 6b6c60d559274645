import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { Viewer } from '../viewer.js';
import type { HeldPoll, Hold, PollRoom } from './held-poll.js';
import type { PollAnswer } from './poll-answer.js';
import { type PollLine, type PollLines, parseHeaders } from './poll-request.js';

/** What connections need from outside. */
export interface PollHost {
  readonly lines: PollLines;
  closing(): boolean;
  /** True when headers come from a page of ours. */
  originAllowed(headers: IncomingHttpHeaders): boolean;
  recallViewer(cookie: string): Viewer | null;
  findViewer(headers: IncomingHttpHeaders): Promise<Viewer | null>;
  recallRoom(line: PollLine, playerId: string): PollRoom | null;
  enterRoom(line: PollLine, playerId: string): Promise<PollRoom>;
  /** Answers or holds; throws when the poll must be refused. */
  start(poll: HeldPoll, room: PollRoom, viewer: Viewer, line: PollLine): void;
  release(poll: HeldPoll): void;
  /** Gives the connection, with what was read from it, to the ordinary HTTP server, for good. */
  handOver(connection: PollConnection, read: Buffer): void;
}

interface KnownHeaders {
  /** From the end of the request line to the end of the request. */
  readonly bytes: Buffer;
  readonly headers: IncomingHttpHeaders;
  readonly cookie: string;
  readonly gzip: boolean;
}

/** More unread or unasked-for bytes than this come from no client of ours. */
const LIMIT_BYTES = 64 * 1024;
/** Longer than a poll is held, and than proxies keep a connection by default (60 s). */
const IDLE_MS = 75_000;
const CR = 13;
const END = Buffer.from('\r\n\r\n');

/**
 * A connection that polls and polls again. It reads only requests that are well-formed polls, of a player with a live session
 * in a league of theirs, and answers only those that go well; the first thing that is different (another route, a refused
 * poll, a request in two packets) goes to the ordinary HTTP server together with the connection, so that there is one
 * implementation of HTTP and of every error. Headers that are byte for byte those of the poll before are not read again.
 */
export class PollConnection implements HeldPoll {
  hold: Hold | null = null;
  #known: KnownHeaders | null = null;
  #current: Buffer | null = null;
  #early: Buffer | null = null;
  #idleMs = 0;

  constructor(
    readonly socket: Socket,
    private readonly host: PollHost,
  ) {}

  /** Time went by; a connection on which nothing moves is closed. Its own timer would be set anew at each read and write. */
  age(ms: number): void {
    this.#idleMs += ms;
    if (this.#idleMs > IDLE_MS) this.socket.destroy();
  }

  /** Bytes arrived. */
  read(chunk: Buffer): void {
    this.#idleMs = 0;
    if (this.socket.writableLength > LIMIT_BYTES) {
      this.socket.destroy();
    } else if (this.#current === null) {
      this.#request(chunk);
    } else {
      this.#early = this.#early === null ? chunk : Buffer.concat([this.#early, chunk]);
      if (this.#early.length > LIMIT_BYTES) this.socket.destroy();
    }
  }

  /** The client is gone. */
  closed(): void {
    this.host.release(this);
  }

  answer(answer: PollAnswer): void {
    this.#idleMs = 0;
    const close = this.host.closing();
    this.socket.write(answer.http({ gzip: this.#known?.gzip ?? false, close }));
    this.#current = null;
    if (close) this.socket.end();
    else if (this.#early !== null) setImmediate(() => this.#next());
  }

  /** The ordinary server says why. */
  refuse(): void {
    this.#giveUp();
  }

  /** Ends a connection that waits for its client. */
  end(): void {
    if (this.#current === null) this.socket.end();
  }

  #next(): void {
    const early = this.#early;
    if (early === null || this.socket.destroyed) return;
    this.#early = null;
    this.read(early);
  }

  #request(chunk: Buffer): void {
    this.#current = chunk;
    const lineEnd = chunk.indexOf(CR);
    const line = lineEnd < 0 ? null : this.host.lines.parse(chunk.toString('latin1', 0, lineEnd));
    if (line === null || !this.#headers(chunk, lineEnd)) {
      this.#giveUp();
      return;
    }
    const viewer = this.#known === null ? null : this.host.recallViewer(this.#known.cookie);
    const room = viewer === null ? null : this.host.recallRoom(line, viewer.id);
    if (viewer !== null && room !== null) this.#start(room, viewer, line);
    else this.#ask(line).catch(() => this.#giveUp());
  }

  /** True when the request's headers are known and good. */
  #headers(chunk: Buffer, from: number): boolean {
    const known = this.#known;
    if (
      known !== null &&
      chunk.length - from === known.bytes.length &&
      chunk.compare(known.bytes, 0, known.bytes.length, from) === 0
    ) {
      return true;
    }
    const end = chunk.length - END.length;
    if (chunk.indexOf(END) !== end) return false;
    const headers = parseHeaders(chunk.toString('latin1', from + 2, end));
    if (headers?.cookie === undefined || !this.host.originAllowed(headers)) return false;
    const gzip = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
    this.#known = { bytes: Buffer.from(chunk.subarray(from)), headers, cookie: headers.cookie, gzip };
    return true;
  }

  async #ask(line: PollLine): Promise<void> {
    const viewer = this.#known === null ? null : await this.host.findViewer(this.#known.headers);
    const room = viewer === null ? null : await this.host.enterRoom(line, viewer.id);
    if (this.socket.destroyed) return;
    if (viewer === null || room === null) this.#giveUp();
    else this.#start(room, viewer, line);
  }

  #start(room: PollRoom, viewer: Viewer, line: PollLine): void {
    try {
      this.host.start(this, room, viewer, line);
    } catch {
      this.#giveUp();
    }
  }

  #giveUp(): void {
    const read =
      this.#early === null ? this.#current : Buffer.concat([this.#current ?? this.#early, this.#early]);
    if (read !== null && !this.socket.destroyed) this.host.handOver(this, read);
  }
}
