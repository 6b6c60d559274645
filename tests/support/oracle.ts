import { setTimeout as pause } from 'node:timers/promises';
import {
  type Ack,
  type Delta,
  deltaSchema,
  type Game,
  type LivePlayer,
  longPollAnswerSchema,
  type Row,
  SCOPES,
  type Scope,
  type Snapshot,
  snapshotSchema,
} from '@sunday-live/contract';
import { io, type Socket } from 'socket.io-client';
import type { Player } from './player.js';

/** One frame that a client applied. */
export interface Applied {
  readonly kind: 'snapshot' | 'delta';
  readonly epoch: string;
  readonly from: number;
  readonly seq: number;
}

/** What a client knows, and a log of how it came to know it: any gap or double is found by `faults`. */
export class Oracle {
  readonly applied: Applied[] = [];
  readonly faults: string[] = [];
  epoch = '';
  seq = -1;
  private readonly games = new Map<string, Game>();
  private readonly players = new Map<number, LivePlayer>();
  private readonly rows: Record<Scope, Map<number, Row>> = {
    day: new Map(),
    week: new Map(),
    season: new Map(),
  };

  get position(): { epoch: string; since: number } | undefined {
    return this.seq < 0 ? undefined : { epoch: this.epoch, since: this.seq };
  }

  snapshot(raw: unknown): void {
    const frame = snapshotSchema.parse(raw);
    this.games.clear();
    this.players.clear();
    for (const scope of SCOPES) this.rows[scope].clear();
    this.fold(frame);
    this.note({ kind: 'snapshot', epoch: frame.epoch, from: 0, seq: frame.seq });
  }

  /** False when the delta does not follow: the client must ask again. */
  delta(raw: unknown): boolean {
    const frame = deltaSchema.parse(raw);
    if (frame.epoch !== this.epoch) return false;
    if (frame.seq <= this.seq) return true;
    if (frame.from > this.seq + 1) return false;
    this.fold(frame);
    this.note({ kind: 'delta', epoch: frame.epoch, from: frame.from, seq: frame.seq });
    return true;
  }

  /** Everything that is known, in one order, to compare clients with each other and with a recompute. */
  get view(): { games: Game[]; players: LivePlayer[]; scopes: Record<Scope, Row[]> } {
    const table = (scope: Scope): Row[] => [...this.rows[scope].values()].sort((a, b) => a[0] - b[0]);
    return {
      games: [...this.games.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      players: [...this.players.values()].sort((a, b) => a.n - b.n),
      scopes: { day: table('day'), week: table('week'), season: table('season') },
    };
  }

  private fold(frame: Snapshot | Delta): void {
    for (const game of frame.games) this.games.set(game.id, game);
    for (const player of frame.players ?? []) this.players.set(player.n, player);
    for (const scope of SCOPES)
      for (const row of frame.scopes[scope] ?? []) this.rows[scope].set(row[0], row);
  }

  private note(frame: Applied): void {
    const last = this.applied.at(-1);
    if (
      frame.kind === 'delta' &&
      (last === undefined || frame.from > last.seq + 1 || frame.seq <= last.seq)
    ) {
      this.faults.push(`${JSON.stringify(frame)} after ${JSON.stringify(last)}`);
    }
    this.applied.push(frame);
    this.epoch = frame.epoch;
    this.seq = frame.seq;
  }
}

const RETRY_MS = 100;

/** A client on the socket. When its node dies it goes on at the next one, from its last position. */
export class SocketClient {
  readonly oracle = new Oracle();
  private socket: Socket | null = null;
  private closed = false;
  private next: number;

  /** @param nodes asked before each connection, so that a dead node can be left out */
  constructor(
    private readonly player: Player,
    private readonly league: string,
    private readonly nodes: () => readonly string[],
    first: number,
  ) {
    this.next = first;
  }

  /** Connects and subscribes, as often as it takes. */
  async connect(): Promise<this> {
    this.closed = false;
    while (!this.closed) {
      try {
        await this.tryConnect();
        return this;
      } catch {
        this.socket?.close();
        await pause(RETRY_MS);
      }
    }
    return this;
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
  }

  private async tryConnect(): Promise<void> {
    const nodes = this.nodes();
    const socket = io(`${nodes[this.next++ % nodes.length]}/live`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: this.player.cookie, origin: this.player.origin },
    });
    this.socket = socket;
    socket.on('snapshot', (frame: unknown) => this.oracle.snapshot(frame));
    socket.on('delta', (frame: unknown) => {
      if (!this.oracle.delta(frame)) void this.subscribe(socket, true);
    });
    socket.on('resync', () => void this.subscribe(socket, false));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
      socket.once('disconnect', reject);
    });
    const ack = await this.subscribe(socket, true);
    if (!ack.ok) throw new Error(`subscribe refused: ${ack.code} ${ack.message}`);
    if (!socket.connected) throw new Error('the node died');
    socket.once('disconnect', () => {
      if (!this.closed) void this.connect();
    });
  }

  private subscribe(socket: Socket, resume: boolean): Promise<Ack> {
    const position = resume ? this.oracle.position : undefined;
    return socket.timeout(10_000).emitWithAck('subscribe', { league: this.league, ...position });
  }
}

/** A client on long-poll; each poll goes to the next of the nodes. */
export class PollClient {
  readonly oracle = new Oracle();
  resets = 0;
  private next = 0;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly player: Player,
    private readonly league: string,
    /** Asked before each poll, so that a dead node can be left out. */
    private readonly nodes: () => readonly string[],
  ) {}

  start(): this {
    this.running = this.loop();
    return this;
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.poll(2);
      } catch (error) {
        // a node that died in the middle: the next poll goes to another, not at once, as a browser would
        if (!(error instanceof TypeError)) throw error;
        await pause(RETRY_MS);
      }
    }
  }

  /** One poll, held for at most `wait` seconds. */
  async poll(wait: number): Promise<void> {
    const nodes = this.nodes();
    const node = nodes[this.next++ % nodes.length];
    const { epoch, since } = this.oracle.position ?? {};
    const query = new URLSearchParams({ wait: String(wait) });
    if (epoch !== undefined) query.set('epoch', epoch);
    if (since !== undefined) query.set('since', String(since));
    const response = await fetch(`${node}/api/leagues/${this.league}/live?${query}`, {
      headers: { cookie: this.player.cookie, origin: this.player.origin },
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`long-poll answered ${response.status}: ${text}`);
    const answer = longPollAnswerSchema.parse(JSON.parse(text));
    if (answer.reset) this.resets += 1;
    for (const event of answer.events) {
      if (event.type === 'snapshot') this.oracle.snapshot(event);
      else if (event.type === 'delta' && !this.oracle.delta(event)) {
        this.oracle.faults.push(
          `a poll answered with a delta that does not follow: ${event.from}…${event.seq}`,
        );
      }
    }
  }
}
