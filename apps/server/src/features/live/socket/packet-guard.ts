import { ABUSE, Rate } from '../rate.js';
import { openWire } from './wire.js';

/** engine.io's connection, as far as counting packets goes. */
interface PacketSource {
  on(event: 'packet', listener: (this: PacketSource) => void): unknown;
}

interface Counts {
  /** Everything, down to garbage and pongs. */
  readonly packets: Rate;
  /** Events that want something done. */
  readonly events: Rate;
}

/** Counts what each connection sends: slows down who asks too often, cuts off who floods with whatever it is. */
export class PacketGuard {
  readonly #counts = new WeakMap<object, Counts>();
  /** One listener for all connections; engine.io calls it with the connection as `this`. */
  readonly #onPacket: (this: PacketSource) => void;

  constructor(
    private readonly enabled: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {
    const count = (conn: PacketSource) => this.#count(conn);
    this.#onPacket = function () {
      count(this);
    };
  }

  watch(conn: PacketSource): void {
    if (!this.enabled) return;
    const now = this.now();
    this.#counts.set(conn, { packets: new Rate(now), events: new Rate(now) });
    conn.on('packet', this.#onPacket);
  }

  /** Counts one event; false when it is one too many. */
  allows(conn: object): boolean {
    const counts = this.#counts.get(conn);
    return counts === undefined || counts.events.take(this.now()) >= 0;
  }

  #count(conn: PacketSource): void {
    const left = this.#counts.get(conn)?.packets.take(this.now());
    if (left !== undefined && left < -ABUSE) openWire(conn).tcp.destroy();
  }
}
