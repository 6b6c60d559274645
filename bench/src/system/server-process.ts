import { INSPECTABLE, metricIn } from '@sunday-live/testing';
import { Child, inspectorOf } from '../harness/child.js';
import { until } from '../harness/until.js';

const MAIN = new URL('../../../apps/server/dist/main.js', import.meta.url).pathname;
const LISTEN_WITHIN_MS = 60_000;
const READY_WITHIN_MS = 30_000;

export type ServerEnvironment = Readonly<Record<string, string>>;

export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** Milliseconds from the start of the process until it listened. */
  readonly startMs: number;
  /** The value of a metric, all its labels summed; null when there is none. */
  metric(name: string): Promise<number | null>;
  /** Address of its inspector; only when started `INSPECTABLE`. */
  inspector(): Promise<string>;
  stop(): Promise<void>;
  /** Asks the process to end. Returns how long it took, and its exit code; null: it had to be killed. */
  leave(): Promise<{ ms: number; exitCode: number | null }>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  readonly core?: number;
  /** Makes `collectGarbage` available. */
  readonly inspectable?: boolean;
}

/** Starts the built server as the environment says and waits until it is ready. */
export async function startServer(
  env: ServerEnvironment,
  { core, inspectable = false }: ServerOptions = {},
): Promise<ServerProcess> {
  const started = performance.now();
  const child = await Child.start({
    command: process.execPath,
    args: [...nodeArguments(), ...(inspectable ? [INSPECTABLE] : []), MAIN],
    env: { PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'warn', ...env },
    ...(core === undefined ? {} : { core }),
  });
  try {
    const match = await child.line(/listening on (http:\/\/\S+:(\d+))/, LISTEN_WITHIN_MS);
    const startMs = performance.now() - started;
    const [, url = '', port] = match;
    await until('readiness', READY_WITHIN_MS, async () => (await fetch(`${url}/readyz`)).ok);
    return {
      pid: child.pid,
      port: Number(port),
      url,
      startMs,
      metric: async (name) => metricIn(await (await fetch(`${url}/metrics`)).text(), name),
      inspector: () => inspectorOf(child),
      stop: () => child.stop(),
      leave: async () => {
        const asked = performance.now();
        await child.stop();
        return { ms: performance.now() - asked, exitCode: child.exitCode };
      },
      kill: () => child.stop('SIGKILL'),
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** For profiles of the server: `BENCH_NODE_ARGS='--cpu-prof --cpu-prof-dir=…'`. */
function nodeArguments(): string[] {
  return process.env.BENCH_NODE_ARGS?.split(' ') ?? [];
}
