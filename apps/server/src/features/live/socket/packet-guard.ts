import { ABUSE, Rate } from '../rate.js';
import { openWire } from './wire.js';

/** engine.io's connection, as far as counting packets goes. */
interface PacketSource {
  on(event: 'packet', listener: () => void): unknown;
}

/** Counts what each connection sends, whatever it is, and cuts off who floods. */
export class PacketGuard {
  readonly #rates = new WeakMap<object, Rate>();

  constructor(
    private readonly enabled: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  watch(conn: PacketSource): void {
    if (!this.enabled) return;
    const rate = new Rate(this.now());
    this.#rates.set(conn, rate);
    conn.on('packet', () => {
      if (rate.take(this.now()) < -ABUSE) openWire(conn).tcp.destroy();
    });
  }

  /** True while the connection is over its limit. */
  exceeded(conn: object): boolean {
    return this.#rates.get(conn)?.exceeded ?? false;
  }
}
