import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Child, OTHER_CORE } from './child.js';

const SOURCES = new URL('../../loadgen/', import.meta.url).pathname;
const PROGRAM = new URL('../loadgen', import.meta.url).pathname;
const PHASE_WITHIN_MS = 120_000;

const connectedSchema = z.object({ connected: z.number(), ms: z.number() });
const subscribedSchema = z.object({
  subscribed: z.number(),
  /** subscriptions that the client repeated because the server was too busy */
  refusals: z.number(),
  ms: z.number(),
});
export type Subscribed = z.infer<typeof subscribedSchema>;
const tallySchema = z.object({
  /** every client got as many messages as wanted */
  reached: z.boolean(),
  /** of all clients: what was published, other things (heartbeats, empty answers), snapshots among them */
  messages: z.number(),
  others: z.number(),
  snapshots: z.number(),
  /** payload bytes */
  bytes: z.number(),
  least: z.number(),
  most: z.number(),
  dead: z.number(),
  /** of each message, when the first and the last client got it: microseconds of the clock of process.hrtime */
  first: z.array(z.number()),
  last: z.array(z.number()),
});
export type Tally = z.infer<typeof tallySchema>;

export interface LoadOptions {
  readonly mode: 'ws' | 'socket-io' | 'poll' | 'poll-live';
  readonly port: number;
  readonly clients: number;
  readonly path: string;
  /** File with a Cookie header's value a line; clients take them in turn. */
  readonly cookies?: string;
  readonly origin?: string;
  readonly league?: string;
  /** Connections under way at once. */
  readonly window?: number;
}

/** Compiles the load generator if it is not there or older than its source. @throws Error without a C compiler */
export async function compileLoadgen(): Promise<void> {
  const files = (await readdir(SOURCES)).map((name) => join(SOURCES, name));
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  const built = await stat(PROGRAM).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (built > Math.max(...times)) return;
  const sources = files.filter((file) => file.endsWith('.c'));
  await promisify(execFile)('gcc', ['-O2', '-Wall', '-Wextra', '-o', PROGRAM, ...sources]).catch(
    (error: unknown) => {
      throw new Error('the load generator needs gcc', { cause: error });
    },
  );
}

/** N clients in one process of their own, on the core that is not the server's. */
export class Loadgen {
  private constructor(
    private readonly child: Child,
    readonly clients: number,
  ) {}

  static async start({ mode, port, clients, path, ...flags }: LoadOptions): Promise<Loadgen> {
    await compileLoadgen();
    const options = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const args = [mode, String(port), String(clients), path, ...options];
    return new Loadgen(await Child.start({ command: PROGRAM, args, core: OTHER_CORE }), clients);
  }

  /** Opens all connections. @returns milliseconds */
  async connect(): Promise<number> {
    return connectedSchema.parse(await this.ask('connect', PHASE_WITHIN_MS)).ms;
  }

  /** Brings all clients to the head of the stream. */
  async subscribe(): Promise<Subscribed> {
    return subscribedSchema.parse(await this.ask('subscribe', PHASE_WITHIN_MS));
  }

  /** Forgets the counts. */
  async mark(): Promise<void> {
    await this.ask('mark', PHASE_WITHIN_MS);
  }

  /** Waits until each client has got so many messages since `mark`, or the time is over. */
  async wait(messages: number, withinMs: number): Promise<Tally> {
    return tallySchema.parse(await this.ask(`wait ${messages} ${withinMs}`, withinMs + PHASE_WITHIN_MS));
  }

  async stop(): Promise<void> {
    await this.child.stop('SIGKILL');
  }

  private async ask(command: string, withinMs: number): Promise<unknown> {
    const answer = this.child.nextLine(/^\{.*\}$/, withinMs);
    this.child.write(command);
    return JSON.parse((await answer)[0]);
  }
}
