import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The built server as a separate process. */
export interface ServerProcess {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with the address once it listens; rejects with its output when it ends before. */
  listening(): Promise<string>;
  /** Resolves with the exit code (null: ended by a signal). */
  readonly exited: Promise<number | null>;
}

/** Starts the built server with exactly this environment (plus PATH and HOME). */
export function startProcess(env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  return {
    child,
    exited,
    stdout: () => stdout,
    stderr: () => stderr,
    listening: () =>
      until(() => {
        if (ended) throw new Error(`the server ended: ${stderr}`);
        return /listening on (http:\/\/\S+)/.exec(stdout)?.[1];
      }, 60_000),
  };
}
