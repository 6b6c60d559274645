import {
  type BeforeApplicationShutdown,
  Global,
  Injectable,
  Logger,
  Module,
  type OnModuleInit,
} from '@nestjs/common';
import { Gauge } from 'prom-client';
import { EntityManager } from 'typeorm';
import { databaseNow } from '../database/clock.sql.js';
import { HealthService } from '../health/health.service.js';
import { Metrics } from '../health/metrics.js';
import { jittered, PollingLoop } from './polling-loop.js';

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

const LOOK_MS = 10_000;
/** Answers that took longer are ignored: the moment of the reading is too uncertain. */
const LONGEST_WAY_MS = 1_000;
/**
 * Codes of authenticator apps change every 30 seconds, and the authentication library checks them by the clock of this
 * machine.
 */
const CODES_MS = 30_000;

/** Keeps the clock at the database's time, and reports when the machine's own clock is wrong. */
@Injectable()
export class ClockWatch implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(ClockWatch.name);
  private readonly loop = new PollingLoop(
    () => this.look(),
    jittered(LOOK_MS),
    (error) => this.logger.debug(`the database's clock could not be read: ${String(error)}`),
  );

  constructor(
    private readonly manager: EntityManager,
    private readonly clock: Clock,
    health: HealthService,
    { registry }: Metrics,
  ) {
    health.register('clock', async () => this.trouble(), 'helpful');
    new Gauge({
      name: 'clock_ahead_seconds',
      help: "How far this machine's clock is ahead of the database's; 0 while they differ by less than a second",
      registers: [registry],
      collect() {
        this.set(-clock.aheadMs / 1_000);
      },
    });
  }

  async onModuleInit(): Promise<void> {
    await this.look();
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  async look(): Promise<void> {
    const asked = performance.now();
    const now = await databaseNow(this.manager);
    const wayMs = performance.now() - asked;
    if (wayMs > LONGEST_WAY_MS) return;
    this.clock.follow(new Date(now.getTime() + wayMs / 2));
  }

  /**
   * Returns whether codes of authenticator apps can be checked here. With a wrong clock, codes of another time would be
   * accepted.
   */
  takesCodes(): boolean {
    return Math.abs(this.clock.aheadMs) < CODES_MS;
  }

  private trouble(): string | null {
    if (this.takesCodes()) return null;
    const seconds = Math.round(-this.clock.aheadMs / 1_000);
    const where = seconds > 0 ? 'ahead of' : 'behind';
    return `this machine's clock is ${Math.abs(seconds)} s ${where} the database's: set it. Until then, codes of authenticator apps are refused here`;
  }
}

@Global()
@Module({ providers: [Clock, ClockWatch], exports: [Clock, ClockWatch] })
export class ClockModule {}
