import type { Socket as TcpSocket } from 'node:net';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config/config.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { ABUSE, Rate } from '../rate.js';
import type { ClientSocket, Connection } from './live-socket.js';

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
