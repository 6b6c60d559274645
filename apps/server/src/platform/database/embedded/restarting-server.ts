import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from '../../../config/variables.js';
import type { Postmaster } from './postmaster.js';

/**
 * Launches before giving up. Child processes of a killed server may outlive it briefly, and PostgreSQL refuses to start
 * meanwhile.
 */
const ATTEMPTS = 10;
const PAUSE_MS = 500;
/** A server that ends more often than this within the period is not restarted: a restart does not help. */
const MOST_ENDS = 5;
const WITHIN_MS = 600_000;

/**
 * Restarts a PostgreSQL server that ends by itself, on the same port, so that clients can reconnect. When restarts do
 * not help, the process ends with the reason, so that its supervisor can act.
 */
export class RestartingServer {
  private server: Postmaster | null = null;
  private restarting: Promise<void> = Promise.resolve();
  private stopped = false;
  private ends: number[] = [];

  /**
   * @param launch starts a server and waits until it accepts connections; on any free port when none is given
   * @param fail ends the process; it must throw outside of any promise, since nothing awaits this one
   */
  constructor(
    private readonly launch: (port?: number) => Promise<Postmaster>,
    private readonly fail: (error: Error) => void = throwOutside,
  ) {}

  /** @returns the port */
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
