import { setTimeout as pause } from 'node:timers/promises';
import { INSPECTABLE, INSPECTOR, type ServerProcess, startServer } from '@sunday-live/testing';

const AGAIN_MS = 250;

/** A process of the cluster that is restarted when it dies or fails to start. */
export class Member {
  private server: ServerProcess;
  /** Output of failed starts, mostly because a service was away. */
  readonly failedStarts: string[] = [];
  /** True while it is stopped by a signal. */
  suspended = false;
  /** False while it is down. */
  up = true;

  /** Its output when it ended unexpectedly; null otherwise. */
  diedWith: string | null = null;

  private constructor(
    readonly name: string,
    private readonly env: Record<string, string>,
    server: ServerProcess,
  ) {
    this.server = server;
    this.mind(server);
  }

  static async start(name: string, env: Record<string, string>): Promise<Member> {
    return new Member(name, env, await startServer(env, [INSPECTABLE]));
  }

  get url(): string {
    return this.server.url;
  }

  /** Where garbage can be collected from outside. */
  get inspector(): string {
    return INSPECTOR.exec(this.server.startedWith)?.[1] ?? '';
  }

  /** Kills it (SIGKILL) and starts it again after a delay. */
  async killAndRestart(downMs: number): Promise<void> {
    this.up = false;
    await this.server.kill();
    await pause(downMs);
    await this.startAgain();
  }

  private async startAgain(): Promise<void> {
    this.up = false;
    for (;;) {
      try {
        this.server = await startServer(this.env, [INSPECTABLE]);
        this.mind(this.server);
        break;
      } catch (error) {
        this.failedStarts.push(String(error));
        await pause(AGAIN_MS);
      }
    }
    this.up = true;
  }

  async suspend(ms: number): Promise<void> {
    this.suspended = true;
    this.server.child.kill('SIGSTOP');
    await pause(ms);
    this.server.child.kill('SIGCONT');
    this.suspended = false;
  }

  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null> {
    this.up = false;
    return this.server.stop();
  }

  kill(): Promise<void> {
    this.up = false;
    return this.server.kill();
  }

  private mind(server: ServerProcess): void {
    server.child.once('exit', () => {
      if (!this.up) return;
      this.diedWith ??= server.output();
      void this.startAgain();
    });
  }
}
