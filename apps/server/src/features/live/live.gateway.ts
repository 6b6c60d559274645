import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LIVE_NAMESPACE } from '@sunday-live/contract';
import { Server, type Socket } from 'socket.io';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { toAck } from '../../platform/errors/problem.js';
import { originAllowed } from '../../platform/http/origin.js';
import { Log } from '../../platform/logging/log.js';
import { LiveHub } from './live-hub.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveRights } from './live-rights.js';
import { LiveSessions } from './live-sessions.js';
import { LiveSwitch } from './live-switch.js';
import { LogHead } from './log-head.js';
import { PlayerMessages } from './player-messages.js';
import { ClientEvents } from './socket/client-events.js';
import { ENGINE_OPTIONS, SOCKET_PATH } from './socket/engine-options.js';
import { sayGoodbye } from './socket/farewell.js';
import { guardedServer, type Refusal } from './socket/guarded-server.js';
import { Heartbeat } from './socket/heartbeat.js';
import { LiveSocket } from './socket/live-socket.js';
import { LiveSockets } from './socket/live-sockets.js';
import { eventMessage } from './socket/message.js';
import { PacketGuard } from './socket/packet-guard.js';
import { refuseStrayUpgrades } from './socket/stray-upgrades.js';
import { Subscriptions } from './socket/subscriptions.js';
import { forgetHandshake } from './socket/wire.js';
import type { Viewer } from './viewer.js';

/** Open sockets that one player may have on a node: tabs and devices, not more. */
export const SOCKETS_PER_PLAYER = 20;

interface SocketData {
  viewer?: Viewer;
  live?: LiveSocket;
}
type ClientSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>;

/**
 * The live stream over Socket.IO: docs/protocol.md, rules P10 and following.
 *
 * It runs its Socket.IO server itself, on Nest's HTTP server and in Nest's life cycle, without `@WebSocketGateway`: the
 * decorator's event streams cost every connection time and 2 KB for message handlers that are not used here.
 */
@Injectable()
export class LiveGateway implements OnModuleInit, OnModuleDestroy {
  readonly #sockets = new LiveSockets();
  readonly #subscriptions: Subscriptions;
  readonly #heartbeat: Heartbeat;
  readonly #packets: PacketGuard;
  readonly #events: ClientEvents;
  readonly #undo: (() => void)[] = [];
  /** One listener for all sockets; Socket.IO calls it with the socket as `this`. */
  readonly #onDisconnect: (this: ClientSocket) => void;
  #io: Server | null = null;
  #closing = false;

  constructor(
    private readonly http: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    hub: LiveHub,
    heads: LogHead,
    rights: LiveRights,
    private readonly sessions: LiveSessions,
    private readonly live: LiveSwitch,
    metrics: LiveMetrics,
    messages: PlayerMessages,
    clock: Clock,
    private readonly log: Log,
  ) {
    this.#subscriptions = new Subscriptions(
      hub,
      heads,
      rights,
      this.#sockets,
      () => this.#heartbeat.toAll(),
      (frame) => metrics.written(frame.json, clock.now().getTime()),
    );
    const { broadcaster, slow } = this.#subscriptions;
    this.#heartbeat = new Heartbeat(hub, this.#sockets, broadcaster, clock);
    this.#packets = new PacketGuard(config.rateLimits);
    this.#events = new ClientEvents(this.#subscriptions, this.#packets, live, (error) =>
      log.failure('live event failed', error),
    );
    const gone = (live: LiveSocket): void => {
      this.#subscriptions.remove(live);
      this.#sockets.remove(live);
    };
    this.#onDisconnect = function () {
      if (this.data.live !== undefined) gone(this.data.live);
    };
    this.#undo.push(hub.listen(this.#subscriptions));
    this.#undo.push(messages.onMessage((player, event, payload) => this.#toPlayer(player, event, payload)));
    this.#undo.push(live.onOff(() => this.#switchedOff()));
    sessions.watch(() => this.#sockets.viewers());
    sessions.onEnded((sessionId, playerId) => this.#sessionEnded(sessionId, playerId));
    metrics.register('socket', {
      connections: () => this.#sockets.size,
      frames: () => broadcaster.sent.frames,
      bytes: () => broadcaster.sent.bytes,
      slow: () => slow.size,
    });
  }

  onModuleInit(): void {
    if (this.config.role === 'worker') return;
    const server: HttpServer = this.http.httpAdapter.getHttpServer();
    refuseStrayUpgrades(server, SOCKET_PATH);
    const io = new Server(server, {
      ...ENGINE_OPTIONS,
      wsEngine: guardedServer((request) => this.#refusal(request)),
    });
    this.#io = io;
    io.engine.on('connection', (conn) => this.#packets.watch(conn));
    io.of('/').use((_socket, next) => next(new Error('not-found')));
    const live = io.of(LIVE_NAMESPACE);
    live.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(new Error(this.#codeOf(error))),
      );
    });
    live.on('connection', (socket) => this.#connected(socket));
    this.#heartbeat.start(() => this.#subscriptions.slow.sweep());
  }

  #connected(socket: ClientSocket): void {
    try {
      const { viewer } = socket.data;
      if (viewer === undefined) throw new Error('socket without a viewer');
      const live = new LiveSocket(viewer, socket);
      socket.data.live = live;
      this.#sockets.add(live);
      socket.onAny(this.#events.listener);
      socket.on('disconnect', this.#onDisconnect);
      forgetHandshake(socket);
      // every socket has a room of its own; leagues are ours to keep (LeagueRoom)
      socket.nsp.adapter.delAll(socket.id);
      if (this.#tooMany(this.#sockets.ofPlayer(viewer.id).length)) socket.disconnect(true);
      this.#subscriptions.broadcaster.send(
        live,
        eventMessage('hello', JSON.stringify({ player: viewer.id })),
      );
      // it was switched off while the handshake was answered
      if (!this.live.admits(viewer)) this.#sendAway([live]);
    } catch (error) {
      this.log.failure('live connection failed', error);
      socket.disconnect(true);
    }
  }

  /** Sends an event to every socket of a player on this node. */
  #toPlayer(playerId: string, event: string, payload: unknown): void {
    const message = eventMessage(event, JSON.stringify(payload));
    for (const socket of this.#sockets.ofPlayer(playerId)) {
      if (socket.lag === null) this.#subscriptions.broadcaster.send(socket, message);
    }
  }

  /** First thing at shutdown: clients learn of it while everything still works. */
  async onModuleDestroy(): Promise<void> {
    this.#closing = true;
    this.#heartbeat.stop();
    for (const undo of this.#undo) undo();
    await sayGoodbye([...this.#sockets.all()], this.#subscriptions.broadcaster);
    this.#io?.engine.close();
  }

  /** Looked at before a handshake is answered. */
  #refusal(request: IncomingMessage): Refusal | null {
    if (this.#closing) return { status: 503, message: 'shutting down' };
    const { cookie, origin } = request.headers;
    if (cookie !== undefined && !originAllowed(this.config, origin)) {
      return { status: 403, message: 'origin-refused' };
    }
    // engine.io would take it for an upgrade of another connection's transport
    if (/[?&]sid=/.test(request.url ?? '')) return { status: 400, message: 'no upgrades' };
    return null;
  }

  #tooMany(sockets: number): boolean {
    return this.config.rateLimits && sockets > SOCKETS_PER_PLAYER;
  }

  async #admit(socket: ClientSocket): Promise<void> {
    const viewer = await this.sessions.find(socket.handshake.headers);
    if (viewer === null) throw new AppError('unauthenticated');
    this.live.demand(viewer);
    if (this.#closing) throw new AppError('unavailable');
    if (this.#tooMany(this.#sockets.ofPlayer(viewer.id).length + 1)) {
      throw new AppError('too-many-requests');
    }
    socket.data.viewer = viewer;
  }

  #codeOf(error: unknown): string {
    const { code } = toAck(error);
    if (code === 'internal') this.log.failure('live handshake failed', error);
    return code;
  }

  #switchedOff(): void {
    this.#sendAway([...this.#sockets.all()].filter(({ viewer }) => !this.live.admits(viewer)));
  }

  /** They come back at times of their own, and are told `live-off` then. */
  #sendAway(sockets: readonly LiveSocket[]): void {
    for (const socket of sockets) this.#subscriptions.remove(socket);
    sayGoodbye(sockets, this.#subscriptions.broadcaster).catch((error: unknown) =>
      this.log.failure('saying goodbye failed', error),
    );
  }

  #sessionEnded(sessionId: string | null, playerId: string): void {
    for (const { viewer, io } of this.#sockets.ofPlayer(playerId)) {
      if (sessionId === null || viewer.sessionId === sessionId) io.disconnect(true);
    }
  }
}
