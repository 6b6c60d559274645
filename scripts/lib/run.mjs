import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a command in the repository. `quiet` shows its output only when it fails.
 * @returns {Promise<{code: number, output: string}>} the exit code, 1 when a signal ended it
 */
export function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** Runs a command that must succeed. @throws Failure with its output when it does not */
export async function mustRun(what, command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (code !== 0)
    throw new Failure(`${what} failed (exit ${code})${output === '' ? '' : `:\n${output.trimEnd()}`}`);
}

/** An error that the user can act on: shown without a stack. */
export class Failure extends Error {}

/** Runs a script's main function; prints a Failure or ConfigError as one message, any other error with its stack. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    const known = error instanceof Failure || error?.name === 'ConfigError';
    console.error(known ? error.message : error);
    process.exit(1);
  }
}
