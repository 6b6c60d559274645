import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log } from '../logging/log.module.js';
import { takeTurn } from './ticker.sql.js';
import { Tickers } from './tickers.js';

export const CHORES_TICKER = 'chores';
/** How often a worker looks for due chores, in ms. */
const LOOK_MS = 20_000;
const HOURLY = `now() + interval '1 hour'`;

/** Rare work: cleaning, and work with a fixed hour of the day. */
export interface Chore {
  /** Names the chore in the cluster and in the log. */
  readonly name: string;
  /** When it is due after a run, as an SQL expression; default one hour. */
  readonly next?: string;
  /** @returns how many things were removed, if it removes any */
  readonly run: () => Promise<unknown>;
}

/**
 * Runs each chore when it is due, on one worker of the cluster. A failing chore does not delay others; it waits for
 * its next turn.
 */
@Injectable()
export class Chores {
  private readonly chores: Chore[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly log: Log,
    tickers: Tickers,
  ) {
    tickers.register({ name: CHORES_TICKER, everyMs: LOOK_MS, run: () => this.runDue() });
  }

  register(chore: Chore): void {
    this.chores.push(chore);
  }

  async runDue(): Promise<void> {
    for (const { name, next = HOURLY, run } of this.chores) {
      if (!(await takeTurn(this.db.manager, name, next))) continue;
      try {
        const removed = await run();
        if (typeof removed === 'number' && removed > 0)
          this.log.log(`${name}: ${removed} removed`, Chores.name);
      } catch (error) {
        this.log.failure(`${name} failed`, error);
      }
    }
  }
}
