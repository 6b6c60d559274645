import { Injectable } from '@nestjs/common';

/** Less is within what a network does to the look at the other clock: then the two are the same. */
const LEAST_MS = 1_000;

/**
 * The database's time, as something that tests can replace. The clock of the machine may be hours off, and another machine's be off in
 * another way: what is stored or sent is of one clock. Deadlines and rights are decided in SQL, where there is no delay between.
 */
@Injectable()
export class Clock {
  #aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  /** Milliseconds that the database's clock is ahead of this machine's; 0 while they are about the same. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** @param databaseNow what the database's clock has said at this moment */
  follow(databaseNow: Date): void {
    const aheadMs = databaseNow.getTime() - Date.now();
    this.#aheadMs = Math.abs(aheadMs) < LEAST_MS ? 0 : aheadMs;
  }
}
