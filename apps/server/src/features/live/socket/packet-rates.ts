import type { Socket as TcpSocket } from 'node:net';
import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Inject,
  Injectable,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../../config/config.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { toAck } from '../../../platform/errors/problem.filter.js';
import { Log } from '../../../platform/logging/log.module.js';
import type { ClientSocket, Connection } from './live-socket.js';

/** Events per second that a client may send permanently, and in a burst. */
export const EVENTS_PER_SECOND = 20;
export const EVENT_BURST = 40;
/** So far beyond the limit that it cannot be one of our clients. */
export const ABUSE = 100;

/** A token bucket that counts how far a client has exceeded its limit. */
export class Rate {
  private tokens: number;
  private at: number;

  constructor(
    now: number,
    private readonly perSecond = EVENTS_PER_SECOND,
    private readonly burst = EVENT_BURST,
  ) {
    this.tokens = burst;
    this.at = now;
  }

  /** Counts one event at `now` (ms). @returns the remaining tokens; negative: over the limit by that many */
  take(now: number): number {
    const earned = ((now - this.at) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + earned) - 1;
    this.at = now;
    return this.tokens;
  }

  /** True when the bucket is full. */
  full(now: number): boolean {
    return this.tokens + ((now - this.at) / 1000) * this.perSecond >= this.burst;
  }
}

/** Answers a failed event by its acknowledgement, `{ok: false, code, message}`, if the client asked for one. */
@Catch()
export class AckFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const answer = toAck(error);
    if (answer.code === 'internal') this.log.failure('live event failed', error);
    const acknowledge = host.getArgs<unknown[]>().find((arg) => typeof arg === 'function');
    if (typeof acknowledge === 'function') acknowledge(answer);
  }
}

interface Counts {
  readonly tcp: TcpSocket;
  /** All packets, including garbage and pongs. */
  readonly packets: Rate;
  /** Events that request something. */
  readonly events: Rate;
}

/** Counts what each connection sends, and cuts off a flood of any kind. */
@Injectable()
export class PacketRates {
  private readonly counts = new WeakMap<Connection, Counts>();
  /** One listener for all connections; engine.io calls it with the connection as `this`. */
  private readonly onPacket: (this: Connection) => void;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'rateLimits'>) {
    const count = (conn: Connection) => this.count(conn);
    this.onPacket = function () {
      count(this);
    };
  }

  /** Counts the packets of a new connection. */
  watch(conn: Connection): void {
    if (!this.config.rateLimits) return;
    const now = performance.now();
    this.counts.set(conn, { tcp: conn.request.socket, packets: new Rate(now), events: new Rate(now) });
    conn.on('packet', this.onPacket);
  }

  /** Counts one event; false when it exceeds the limit. */
  allows(conn: Connection): boolean {
    const counts = this.counts.get(conn);
    return counts === undefined || counts.events.take(performance.now()) >= 0;
  }

  private count(conn: Connection): void {
    const counts = this.counts.get(conn);
    if (counts !== undefined && counts.packets.take(performance.now()) < -ABUSE) counts.tcp.destroy();
  }
}

/** Refuses events of a connection that sends too many. */
@Injectable()
export class EventRateGuard implements CanActivate {
  constructor(private readonly rates: PacketRates) {}

  /** @throws AppError too-many-requests */
  canActivate(context: ExecutionContext): boolean {
    const { conn } = context.switchToWs().getClient<ClientSocket>();
    if (!this.rates.allows(conn)) throw new AppError('too-many-requests');
    return true;
  }
}
