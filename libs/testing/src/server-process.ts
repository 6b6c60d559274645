import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from './ends-with-us.js';

const MAIN = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));
const STARTS_WITHIN_MS = 60_000;
const KEPT_CHARS = 16_384;

/** A server as users run it: the production build in its own process. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its output until it was ready. */
  readonly startedWith: string;
  /** Returns the end of its output. */
  output(): string;
  /** Sends SIGTERM and returns the exit code. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL. */
  kill(): Promise<void>;
}

/**
 * Starts a server.
 * @param env variables of the contract; PORT is any free one
 * @param nodeArguments arguments of node itself
 */
export async function startServer(
  env: Record<string, string>,
  nodeArguments: readonly string[] = [],
): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunday-e2e-'));
  const child = spawn(process.execPath, [...nodeArguments, MAIN], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      DATA_DIR: dataDir,
      SESSION_SECRET: 'a secret that only tests use',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
      // as in the image
      MALLOC_ARENA_MAX: '2',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithUs(child);
  const exited = once(child, 'exit').then(() => rmSync(dataDir, { recursive: true, force: true }));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-KEPT_CHARS);
    });
  }
  const output = () => said;
  const url = await listening(child, output).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await exited;
    throw error;
  });
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    url,
    child,
    startedWith: said,
    output,
    stop: async () => {
      await leave('SIGTERM');
      return child.exitCode;
    },
    kill: () => leave('SIGKILL'),
  };
}

/** Resolves with the address that the server prints when it is ready. */
function listening(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not listening in time:\n${output()}`)), STARTS_WITHIN_MS);
    child.stdout?.on('data', () => {
      const url = /listening on (http:\/\/\S+)/.exec(output())?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    child.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server stopped with ${code}:\n${output()}`));
    });
  });
}
