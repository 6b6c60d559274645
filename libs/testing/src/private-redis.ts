import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { endsWithUs } from './ends-with-us.js';
import { freePort } from './free-port.js';

/** True where tests can start their own Redis, to stop and break it. */
export const hasRedisServer = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** A Redis for one test. */
export interface PrivateRedis {
  readonly url: string;
  /** Sends a command on its own connection. */
  command(...words: string[]): Promise<unknown>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts a Redis without persistence on a free port. `settings` are options of redis-server. */
export async function privateRedis(...settings: string[]): Promise<PrivateRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      ...settings,
    ];
    server = spawn('redis-server', args, { stdio: 'ignore' });
    endsWithUs(server);
    while (!(await answers(url))) {
      if (server.exitCode !== null)
        throw new Error(`redis-server on port ${port} ended with ${server.exitCode}`);
      await wait(20);
    }
  };
  await start();
  return {
    url,
    start,
    command: (...words) => sendOnce(url, words),
    stop: async () => {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    },
  };
}

async function sendOnce(url: string, [name = 'PING', ...args]: string[]): Promise<unknown> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  try {
    return await redis.call(name, ...args);
  } finally {
    redis.disconnect();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await sendOnce(url, ['PING'])) === 'PONG';
  } catch {
    return false;
  }
}
