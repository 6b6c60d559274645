import { ABUSE, Rate } from '../rate.js';
import { openWire } from './wire.js';

/** engine.io's connection, as far as counting packets goes. */
interface PacketSource {
  on(event: 'packet', listener: (this: PacketSource) => void): unknown;
}

/** Counts what each connection sends, whatever it is, and cuts off who floods. */
export class PacketGuard {
  readonly #rates = new WeakMap<object, Rate>();
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
    this.#rates.set(conn, new Rate(this.now()));
    conn.on('packet', this.#onPacket);
  }

  /** True while the connection is over its limit. */
  exceeded(conn: object): boolean {
    return this.#rates.get(conn)?.exceeded ?? false;
  }

  #count(conn: PacketSource): void {
    const left = this.#rates.get(conn)?.take(this.now());
    if (left !== undefined && left < -ABUSE) openWire(conn).tcp.destroy();
  }
}
