import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from '../../../config/config-error.js';
import type { Postmaster } from './postmaster.js';

/** The children of a server that was killed may outlive it for a moment, and no new one starts meanwhile. */
const ATTEMPTS = 10;
const PAUSE_MS = 500;
/** A server that ends more often than that within the time does not get better by starting it again. */
const MOST_ENDS = 5;
const WITHIN_MS = 600_000;

/**
 * A PostgreSQL server that is started again when it ends by itself, on the same port, so that whoever uses it reconnects.
 * Where that does not help, the process ends and says why: whatever runs it can do more than it can itself.
 */
export class KeptServer {
  private server: Postmaster | null = null;
  private restarting: Promise<void> = Promise.resolve();
  private stopped = false;
  private ends: number[] = [];

  /**
   * @param launch starts a server on a port, any free one when absent, and waits until it takes connections
   * @param fail ends the process; it throws out of every chain of promises, since nobody waits for this one
   */
  constructor(
    private readonly launch: (port?: number) => Promise<Postmaster>,
    private readonly fail: (error: Error) => void = throwOutside,
  ) {}

  /** @returns its port */
  async start(): Promise<number> {
    const server = await this.launch();
    this.keep(server);
    return server.port;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.restarting;
    await this.server?.stop();
  }

  private keep(server: Postmaster): void {
    this.server = server;
    const ended = (): void => {
      if (!this.stopped) this.restarting = this.restart(server);
    };
    if (server.process.exitCode !== null || server.process.signalCode !== null) ended();
    else server.process.once('exit', ended);
  }

  private async restart(ended: Postmaster): Promise<void> {
    const now = performance.now();
    this.ends = [...this.ends.filter((at) => now - at < WITHIN_MS), now];
    await ended.stop();
    let reason = ended.output().trim();
    for (let attempt = 0; attempt < ATTEMPTS && this.ends.length <= MOST_ENDS; attempt += 1) {
      if (this.stopped) return;
      try {
        this.keep(await this.launch(ended.port));
        return;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
        await wait(PAUSE_MS);
      }
    }
    this.giveUp(reason);
  }

  private giveUp(reason: string): void {
    if (this.stopped) return;
    this.fail(new ConfigError(`The embedded PostgreSQL has ended and does not start again: ${reason}`));
  }
}

function throwOutside(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
