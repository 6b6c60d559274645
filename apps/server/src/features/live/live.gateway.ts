import type { IncomingMessage } from 'node:http';
import { Inject, type OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { LIVE_NAMESPACE } from '@sunday-live/contract';
import type { Namespace, Socket } from 'socket.io';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/clock/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { toAck } from '../../platform/errors/problem.js';
import { originAllowed } from '../../platform/http/origin.js';
import { Log } from '../../platform/logging/log.js';
import { LiveHub } from './live-hub.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveSessions } from './live-sessions.js';
import { ClientEvents } from './socket/client-events.js';
import { ENGINE_OPTIONS } from './socket/engine-options.js';
import { sayGoodbye } from './socket/farewell.js';
import { guardedServer, type Refusal } from './socket/guarded-server.js';
import { Heartbeat } from './socket/heartbeat.js';
import { LiveSocket } from './socket/live-socket.js';
import { LiveSockets } from './socket/live-sockets.js';
import { eventMessage } from './socket/message.js';
import { PacketGuard } from './socket/packet-guard.js';
import { Subscriptions } from './socket/subscriptions.js';
import { forgetRequest } from './socket/wire.js';
import type { Viewer } from './viewer.js';

/** Open sockets that one player may have on a node: tabs and devices, not more. */
export const SOCKETS_PER_PLAYER = 20;

interface SocketData {
  viewer?: Viewer;
  live?: LiveSocket;
}
type ClientSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>;

/** The live stream over Socket.IO: docs/protocol.md, rules P10 and following. */
@WebSocketGateway({ namespace: LIVE_NAMESPACE, ...ENGINE_OPTIONS })
export class LiveGateway
  implements
    OnGatewayInit<Namespace>,
    OnGatewayConnection<ClientSocket>,
    OnGatewayDisconnect<ClientSocket>,
    OnModuleDestroy
{
  readonly #sockets = new LiveSockets();
  readonly #subscriptions: Subscriptions;
  readonly #heartbeat: Heartbeat;
  readonly #packets: PacketGuard;
  readonly #events: ClientEvents;
  readonly #undo: (() => void)[] = [];
  #closing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    hub: LiveHub,
    private readonly sessions: LiveSessions,
    metrics: LiveMetrics,
    clock: Clock,
    private readonly log: Log,
  ) {
    this.#subscriptions = new Subscriptions(
      hub,
      this.#sockets,
      () => this.#heartbeat.toAll(),
      (frame) => metrics.written(frame.json, clock.now().getTime()),
    );
    const { broadcaster, slow } = this.#subscriptions;
    this.#heartbeat = new Heartbeat(hub, this.#sockets, broadcaster, clock);
    this.#packets = new PacketGuard(config.rateLimits);
    this.#events = new ClientEvents(this.#subscriptions, this.#packets, (error) =>
      log.failure('live event failed', error),
    );
    this.#undo.push(hub.listen(this.#subscriptions));
    sessions.watch(() => this.#sockets.viewers());
    sessions.onEnded((sessionId, playerId) => this.#sessionEnded(sessionId, playerId));
    metrics.register('socket', {
      connections: () => this.#sockets.size,
      frames: () => broadcaster.sent.frames,
      bytes: () => broadcaster.sent.bytes,
      slow: () => slow.size,
    });
  }

  afterInit(namespace: Namespace): void {
    const io = namespace.server;
    // takes effect when the HTTP server starts to listen: engine.io makes its WebSocket server anew then
    io.engine.opts.wsEngine = guardedServer((request) => this.#refusal(request));
    io.engine.on('connection', (conn) => this.#packets.watch(conn));
    io.of('/').use((_socket, next) => next(new Error('not-found')));
    namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(new Error(this.#codeOf(error))),
      );
    });
    this.#undo.push(this.sessions.start((error) => this.log.failure('session check failed', error)));
    this.#heartbeat.start(() => this.#subscriptions.slow.sweep());
  }

  handleConnection(socket: ClientSocket): void {
    try {
      const { viewer } = socket.data;
      if (viewer === undefined) throw new Error('socket without a viewer');
      const live = new LiveSocket(viewer, socket);
      socket.data.live = live;
      this.#sockets.add(live);
      socket.onAny(this.#events.listener);
      forgetRequest(socket);
      if (this.#sockets.ofPlayer(viewer.id).length > SOCKETS_PER_PLAYER) socket.disconnect(true);
    } catch (error) {
      this.log.failure('live connection failed', error);
      socket.disconnect(true);
    }
  }

  handleDisconnect(socket: ClientSocket): void {
    const { live } = socket.data;
    if (live === undefined) return;
    this.#subscriptions.remove(live);
    this.#sockets.remove(live);
  }

  /** Sends an event to every socket of a player on this node. */
  toPlayer(playerId: string, event: string, payload: unknown): void {
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
  }

  /** Looked at before a handshake is answered. */
  #refusal(request: IncomingMessage): Refusal | null {
    if (this.#closing) return { status: 503, message: 'shutting down' };
    if (this.config.role === 'worker') return { status: 404, message: 'not-found' };
    const { cookie, origin } = request.headers;
    if (cookie !== undefined && !originAllowed(this.config, origin)) {
      return { status: 403, message: 'origin-refused' };
    }
    // engine.io would take it for an upgrade of another connection's transport
    if (/[?&]sid=/.test(request.url ?? '')) return { status: 400, message: 'no upgrades' };
    return null;
  }

  async #admit(socket: ClientSocket): Promise<void> {
    const viewer = await this.sessions.find(socket.handshake.headers);
    if (viewer === null) throw new AppError('unauthenticated');
    if (this.#closing) throw new AppError('unavailable');
    if (this.#sockets.ofPlayer(viewer.id).length >= SOCKETS_PER_PLAYER) {
      throw new AppError('too-many-requests');
    }
    socket.data.viewer = viewer;
  }

  #codeOf(error: unknown): string {
    const { code } = toAck(error);
    if (code === 'internal') this.log.failure('live handshake failed', error);
    return code;
  }

  #sessionEnded(sessionId: string | null, playerId: string): void {
    for (const { viewer, io } of this.#sockets.ofPlayer(playerId)) {
      if (sessionId === null || viewer.sessionId === sessionId) io.disconnect(true);
    }
  }
}
