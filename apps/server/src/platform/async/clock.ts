import { Injectable } from '@nestjs/common';

/** Smaller differences are ignored: they are within the network delay of reading the other clock. */
const LEAST_MS = 1_000;

/**
 * The database's time, replaceable in tests. A machine's clock may be hours off, and each machine's differently, so
 * everything that is stored or sent uses one clock. Deadlines and rights are decided in SQL, where no delay is
 * possible.
 */
@Injectable()
export class Clock {
  #aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  /** How far the database's clock is ahead of this machine's, in ms; 0 while they differ by less than a second. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Adjusts the clock. @param databaseNow reading of the database's clock at this moment */
  follow(databaseNow: Date): void {
    const aheadMs = databaseNow.getTime() - Date.now();
    this.#aheadMs = Math.abs(aheadMs) < LEAST_MS ? 0 : aheadMs;
  }
}
