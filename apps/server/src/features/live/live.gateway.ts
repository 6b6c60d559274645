import { Inject, type OnModuleDestroy, UseFilters, UseGuards } from '@nestjs/common';
import {
  Ack as Acknowledge,
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import {
  type Ack,
  LIVE_NAMESPACE,
  type Subscribe,
  subscribeSchema,
  type Unsubscribe,
  unsubscribeSchema,
} from '@sunday-live/contract';
import { CONFIG, type Config } from '../../config/config.js';
import { Clock } from '../../platform/async/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { toAck } from '../../platform/errors/problem.filter.js';
import { ZodPipe } from '../../platform/http/access.js';
import { Log } from '../../platform/logging/log.module.js';
import { LiveHub, LogHead } from './live-hub.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveRights } from './live-rights.js';
import { LiveSessions } from './live-sessions.js';
import { PlayerMessages } from './player-messages.js';
import { FrameAdapter } from './socket/frame.adapter.js';
import { type ClientSocket, type LiveNamespace, LiveSocket } from './socket/live-socket.js';
import { Heartbeat, LiveSockets, sayGoodbye } from './socket/live-sockets.js';
import { eventMessage } from './socket/message.js';
import { AckFilter, EventRateGuard, PacketRates } from './socket/packet-rates.js';
import { Subscriptions } from './socket/subscriptions.js';
import { LiveSwitch } from './viewer.js';

/** Maximum number of open sockets of one player on a node: enough for tabs and devices. */
export const SOCKETS_PER_PLAYER = 20;
/** Maximum rate of inbound messages. They are subscriptions; no correct client gets near this. */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** A connection that does not join the namespace within this time is closed (ms). */
const JOIN_WITHIN_MS = 10_000;
/**
 * engine.io's own ping finds clients that vanished. Our heartbeat keeps proxies awake and lets clients notice a lost
 * server sooner, so one ping a minute is enough; a ping and its answer cost four times as much as a frame.
 */
const PING_EVERY_MS = 60_000;

/** Replaces the handshake of all sockets, to free memory. */
const FORGOTTEN: ClientSocket['handshake'] = Object.freeze({
  headers: {},
  time: '',
  address: '',
  xdomain: false,
  secure: false,
  issued: 0,
  url: '',
  query: {},
  auth: {},
});

/**
 * The live stream over Socket.IO: docs/protocol.md, from rule P10. `LiveIoAdapter` has the options of its handshake.
 */
@WebSocketGateway({
  namespace: LIVE_NAMESPACE,
  transports: ['websocket'],
  allowUpgrades: false,
  pingInterval: PING_EVERY_MS,
  connectTimeout: JOIN_WITHIN_MS,
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
})
@UseGuards(EventRateGuard)
@UseFilters(AckFilter)
export class LiveGateway
  implements
    OnGatewayInit<LiveNamespace>,
    OnGatewayConnection<ClientSocket>,
    OnGatewayDisconnect<ClientSocket>,
    OnModuleDestroy
{
  private readonly sockets = new LiveSockets();
  private readonly undo: (() => void)[] = [];
  private adapter!: FrameAdapter;
  private subscriptions!: Subscriptions;
  private closing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly hub: LiveHub,
    private readonly heads: LogHead,
    private readonly rights: LiveRights,
    private readonly sessions: LiveSessions,
    private readonly live: LiveSwitch,
    private readonly metrics: LiveMetrics,
    private readonly messages: PlayerMessages,
    private readonly rates: PacketRates,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    const { adapter, server } = namespace;
    if (!(adapter instanceof FrameAdapter)) throw new Error('the application has no LiveIoAdapter');
    this.adapter = adapter;
    server.engine.on('connection', (conn) => this.rates.watch(conn));
    server.use((_socket, next) => next(new Error('not-found')));
    namespace.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(new Error(this.codeOf(error))),
      );
    });
    this.follow(adapter);
  }

  handleConnection(socket: ClientSocket): void {
    try {
      const { viewer } = socket.data;
      if (viewer === undefined) throw new Error('socket without a viewer');
      const live = new LiveSocket(viewer, socket);
      socket.data.live = live;
      this.sockets.add(live);
      letGo(socket);
      if (this.tooMany(this.sockets.ofPlayer(viewer.id).length)) socket.disconnect(true);
      this.adapter.send(live, eventMessage('hello', JSON.stringify({ player: viewer.id })));
      // it was switched off during the handshake
      if (!this.live.admits(viewer)) this.sendAway([live]);
    } catch (error) {
      this.log.failure('live connection failed', error);
      socket.disconnect(true);
    }
  }

  handleDisconnect({ data: { live } }: ClientSocket): void {
    if (live === undefined) return;
    this.subscriptions.remove(live);
    this.sockets.remove(live);
  }

  /** Sends the acknowledgement itself, because the first frame must follow it at once. */
  @SubscribeMessage('subscribe')
  async subscribe(
    @ConnectedSocket() { data: { live } }: ClientSocket,
    @MessageBody(new ZodPipe(subscribeSchema)) wish: Subscribe,
    @Acknowledge() acknowledge?: (ack: Ack) => void,
  ): Promise<void> {
    if (live === undefined) return;
    this.live.demand(live.viewer);
    await this.subscriptions.subscribe(live, wish, () => acknowledge?.({ ok: true }));
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(
    @ConnectedSocket() { data: { live } }: ClientSocket,
    @MessageBody(new ZodPipe(unsubscribeSchema)) { league }: Unsubscribe,
  ): Ack {
    if (live !== undefined) this.subscriptions.unsubscribe(live, league);
    return { ok: true };
  }

  /** The first step of a shutdown: clients are informed while everything still works. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    for (const undo of this.undo) undo();
    await sayGoodbye([...this.sockets.all()], this.adapter);
  }

  /** Connects the sockets to the events of the hub, of sessions and of other nodes. */
  private follow(adapter: FrameAdapter): void {
    const { hub, live, sessions, clock } = this;
    const heartbeat = new Heartbeat(hub, this.sockets, adapter, clock);
    const subscriptions = new Subscriptions(
      hub,
      this.heads,
      this.rights,
      this.sockets,
      adapter,
      () => heartbeat.toAll(),
      (frame) => this.metrics.written(frame.json, clock.now().getTime()),
    );
    this.subscriptions = subscriptions;
    heartbeat.start(() => subscriptions.slow.sweep());
    this.undo.push(
      () => heartbeat.stop(),
      hub.listen(subscriptions),
      this.messages.onMessage((player, event, payload) => this.toPlayer(player, event, payload)),
      live.onOff(() => this.sendAway([...this.sockets.all()].filter(({ viewer }) => !live.admits(viewer)))),
    );
    sessions.watch(() => this.sockets.viewers());
    sessions.onEnded((sessionId, playerId) => this.sessionEnded(sessionId, playerId));
    this.metrics.register('socket', {
      connections: () => this.sockets.size,
      frames: () => adapter.sent.frames,
      bytes: () => adapter.sent.bytes,
      slow: () => subscriptions.slow.size,
    });
  }

  /** Sends an event to every socket of a player on this node. */
  private toPlayer(playerId: string, event: string, payload: unknown): void {
    this.adapter.toAll(this.sockets.ofPlayer(playerId), eventMessage(event, JSON.stringify(payload)));
  }

  private tooMany(sockets: number): boolean {
    return this.config.rateLimits && sockets > SOCKETS_PER_PLAYER;
  }

  private async admit(socket: ClientSocket): Promise<void> {
    if (this.closing) throw new AppError('unavailable');
    const viewer = await this.sessions.find(socket.handshake.headers);
    if (viewer === null) throw new AppError('unauthenticated');
    this.live.demand(viewer);
    if (this.closing) throw new AppError('unavailable');
    if (this.tooMany(this.sockets.ofPlayer(viewer.id).length + 1)) {
      throw new AppError('too-many-requests');
    }
    socket.data.viewer = viewer;
  }

  private codeOf(error: unknown): string {
    const { code } = toAck(error);
    if (code === 'internal') this.log.failure('live handshake failed', error);
    return code;
  }

  /** Clients return after different times; while live is switched off they then get `live-off`. */
  private sendAway(sockets: readonly LiveSocket[]): void {
    for (const socket of sockets) this.subscriptions.remove(socket);
    sayGoodbye(sockets, this.adapter).catch((error: unknown) =>
      this.log.failure('saying goodbye failed', error),
    );
  }

  private sessionEnded(sessionId: string | null, playerId: string): void {
    for (const { viewer, io } of this.sockets.ofPlayer(playerId)) {
      if (sessionId === null || viewer.sessionId === sessionId) io.disconnect(true);
    }
  }
}

/**
 * Frees the handshake and its request, 2 KB, as Socket.IO's documentation advises; otherwise the connection keeps
 * them.
 */
function letGo(socket: ClientSocket): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: FORGOTTEN });
}
