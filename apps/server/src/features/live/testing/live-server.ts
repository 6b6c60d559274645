import type { IncomingHttpHeaders, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { CONFIG } from '../../../config/config.js';
import { Clock } from '../../../platform/async/clock.js';
import { Bus, InProcessBus } from '../../../platform/bus/bus.js';
import { ProblemFilter } from '../../../platform/errors/problem.filter.js';
import { Metrics } from '../../../platform/health/metrics.js';
import { Log } from '../../../platform/logging/log.module.js';
import { Switches, type SwitchState } from '../../../platform/switches/switches.js';
import { AccessGuard, AdminRight, SessionRenewal } from '../../auth/access.guard.js';
import { SessionService } from '../../auth/session.service.js';
import { type SessionEndedListener, SessionEvents } from '../../auth/session-ended.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import { SlateLog } from '../../slate/slate-log.js';
import { LiveController } from '../live.controller.js';
import { LiveGateway } from '../live.gateway.js';
import { LiveHub, LogHead } from '../live-hub.js';
import { LiveMetrics } from '../live-metrics.js';
import { LiveRights } from '../live-rights.js';
import { LiveSessions } from '../live-sessions.js';
import { LongPollService } from '../long-poll/long-poll.service.js';
import { PollRoute } from '../long-poll/poll-route.js';
import { PlayerMessages } from '../player-messages.js';
import { LiveIoAdapter } from '../socket/live-io.adapter.js';
import { PacketRates } from '../socket/packet-rates.js';
import { LiveSwitch } from '../viewer.js';
import { SmallHub } from './small-hub.js';

/** Players whose numbers matter to a test. */
const NUMBERS: Readonly<Record<string, number>> = { ann: 1, bob: 2 };

/** Sessions by cookie `player=<id>`, with the switches that tests need. */
export class SessionBook {
  readonly signedOut = new Set<string>();
  lookUps = 0;
  private readonly listeners = new Set<SessionEndedListener>();

  /** Ends the session; without `notice` only the database knows. */
  end(player: string, notice = true): void {
    this.signedOut.add(`s-${player}`);
    if (notice) for (const listener of this.listeners) listener(`s-${player}`, player);
  }

  cookieOf({ cookie }: IncomingHttpHeaders): string | null {
    return /player=([\w-]+)/.exec(cookie ?? '')?.[1] ?? null;
  }

  verify(cookie: string): string | null {
    return cookie;
  }

  async fromHeaders(headers: IncomingHttpHeaders) {
    const id = this.cookieOf(headers);
    return id === null ? null : this.fromToken(id);
  }

  async fromToken(id: string) {
    this.lookUps += 1;
    if (this.signedOut.has(`s-${id}`)) return null;
    return {
      id,
      n: NUMBERS[id] ?? 7,
      name: id,
      email: `${id}@example.org`,
      team: null,
      role: id === 'admin' ? 'admin' : 'player',
      sessionId: `s-${id}`,
      aged: false,
    };
  }

  async endedOf(ids: readonly string[]): Promise<string[]> {
    return ids.filter((id) => this.signedOut.has(id));
  }

  onEnded(listener: SessionEndedListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

/** The switches without a database. */
export class SwitchBoard {
  current: SwitchState = { livePage: true, maintenance: false, notice: null };
  private readonly listeners = new Set<(state: SwitchState) => void>();

  flip(livePage: boolean): void {
    this.current = { ...this.current, livePage };
    for (const listener of this.listeners) listener(this.current);
  }

  onChange(listener: (state: SwitchState) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

export interface LiveServer {
  readonly url: string;
  readonly port: number;
  readonly hub: SmallHub;
  readonly sessions: SessionBook;
  readonly switches: SwitchBoard;
  readonly app: INestApplication;
  /** Returns the number of open TCP connections, as the server sees them. */
  tcpSockets(): Iterable<Socket>;
  close(): Promise<void>;
}

/** Starts the transports alone, on a small hub and a list of sessions. */
export async function startLiveServer(options: { rateLimits?: boolean } = {}): Promise<LiveServer> {
  const hub = new SmallHub();
  const sessions = new SessionBook();
  const switches = new SwitchBoard();
  const publicUrl = 'http://localhost:3000';
  const module = await Test.createTestingModule({
    controllers: [LiveController],
    providers: [
      PacketRates,
      LiveGateway,
      LiveRights,
      LiveSessions,
      LiveSwitch,
      LiveMetrics,
      LogHead,
      LongPollService,
      PollRoute,
      PlayerMessages,
      { provide: Bus, useValue: new InProcessBus(() => undefined) },
      Metrics,
      Clock,
      { provide: Log, useValue: new Log({ logLevel: 'silent' }) },
      { provide: CONFIG, useValue: { publicUrl, rateLimits: options.rateLimits ?? false } },
      { provide: Switches, useValue: switches },
      { provide: LiveHub, useValue: hub },
      { provide: LeagueDirectory, useValue: hub },
      { provide: SlateLog, useValue: hub },
      { provide: SessionService, useValue: sessions },
      { provide: SessionRenewal, useValue: {} },
      { provide: SessionEvents, useValue: sessions },
      AdminRight,
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  }).compile();
  const rights = module.get(LiveRights);
  hub.onExpelled = (league, player) => rights.lose(league, player);
  const app = module.createNestApplication({ logger: false, forceCloseConnections: true });
  app.useWebSocketAdapter(new LiveIoAdapter(app));
  const sockets = new Set<Socket>();
  const http: Server = app.getHttpServer();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await app.listen(0, '127.0.0.1');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    hub,
    sessions,
    switches,
    app,
    tcpSockets: () => sockets,
    close: () => app.close(),
  };
}

/** Returns headers of a page of ours with a session of `player`. */
export function headersOf(
  player: string,
  origin = 'http://localhost:3000',
): { cookie: string; origin: string } {
  return { cookie: `player=${player}`, origin };
}
