import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { INSPECTOR } from '@sunday-live/testing';

/** The core of the server under test, and the core of everything else. */
export const SERVER_CORE = 0;
export const OTHER_CORE = 1;

const TASKSET = '/usr/bin/taskset';
const STOP_WITHIN_MS = 10_000;
const INSPECTOR_WITHIN_MS = 10_000;
const LAST_LINES = 40;

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly core?: number;
  /** Opens a channel for messages (Node programs only). */
  readonly ipc?: boolean;
}

/** Processes that are still running: the benchmark ends them, however it ends itself. */
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** A process that the benchmark started, pinned to a core where that is possible. */
export class Child {
  private readonly process: ChildProcess;
  private readonly lines: string[] = [];
  private readonly listeners = new Set<(line: string) => void>();
  private readonly exited: Promise<unknown>;

  private constructor({ command, args, env, core, ipc }: ChildOptions) {
    const pinned = core !== undefined && canPin();
    this.process = spawn(
      pinned ? TASKSET : command,
      pinned ? ['-c', String(core), command, ...args] : [...args],
      {
        env: { ...process.env, ...env },
        stdio: ['pipe', 'pipe', 'pipe', ...(ipc === true ? (['ipc'] as const) : [])],
      },
    );
    living.add(this.process);
    this.process.once('exit', () => living.delete(this.process));
    this.exited = once(this.process, 'exit');
    for (const stream of [this.process.stdout, this.process.stderr]) {
      if (stream === null) throw new Error('no output of the process');
      createInterface({ input: stream }).on('line', (line) => this.take(line));
    }
  }

  static async start(options: ChildOptions): Promise<Child> {
    const child = new Child(options);
    await once(child.process, 'spawn');
    return child;
  }

  get pid(): number {
    const { pid } = this.process;
    if (pid === undefined) throw new Error('the process did not start');
    return pid;
  }

  /** Exit code; null while it runs, or after a signal has ended it. */
  get exitCode(): number | null {
    return this.process.exitCode;
  }

  /** Writes a line to the process. */
  write(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  send(message: Record<string, unknown>): void {
    this.process.send?.(message);
  }

  /**
   * The first line of output, from now on or already seen, that matches.
   * @throws Error with the last output when the process ends or the time is over
   */
  async line(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    for (const line of this.lines) {
      const match = pattern.exec(line);
      if (match !== null) return match;
    }
    return this.later(pattern, withinMs);
  }

  /** The next line of output from now on that matches. */
  async nextLine(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    return this.later(pattern, withinMs);
  }

  /** Asks the process to end and waits; kills it when it does not. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    const kill = setTimeout(() => this.process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.exited;
    clearTimeout(kill);
  }

  private later(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(listener);
        done();
      };
      const listener = (line: string) => {
        const match = pattern.exec(line);
        if (match !== null) settle(() => resolve(match));
      };
      const fail = (why: string) =>
        settle(() => reject(new Error(`${why} without ${pattern}; last output:\n${this.lines.join('\n')}`)));
      const timer = setTimeout(() => fail(`${withinMs} ms passed`), withinMs);
      this.listeners.add(listener);
      void this.exited.then(() => fail('the process ended'));
    });
  }

  private take(line: string): void {
    this.lines.push(line);
    if (this.lines.length > LAST_LINES) this.lines.shift();
    for (const listener of [...this.listeners]) listener(line);
  }
}

/** False where there is one core only, or no taskset: then figures of different servers disturb each other. */
export function canPin(): boolean {
  return availableParallelism() > 1 && existsSync(TASKSET);
}

/** Address of the inspector of an `INSPECTABLE` process. */
export async function inspectorOf(child: Child): Promise<string> {
  return (await child.line(INSPECTOR, INSPECTOR_WITHIN_MS))[1] ?? '';
}
