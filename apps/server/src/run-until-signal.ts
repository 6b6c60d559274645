import { ConfigError } from './config/variables.js';

/** Less than the ten seconds that an orchestrator waits before it kills the process. */
const DEADLINE_MS = 9000;

/**
 * Runs a server until SIGTERM or SIGINT, then closes it and exits with 0; after nine seconds it exits anyway. Errors
 * that a person can fix (ConfigError) are printed in one line without a stack. Every failure exits with 1.
 */
export async function runUntilSignal(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  process.on('unhandledRejection', (reason) => die('unhandled rejection', reason));
  process.on('uncaughtException', (error) => die('uncaught exception', error));
  const signal = firstSignal();
  try {
    const server = await start();
    await signal;
    await server.close();
    process.exit(0);
  } catch (error) {
    die('failed', error);
  }
}

/**
 * Resolves at the first signal. npm repeats Ctrl-C, which the terminal has sent already: further signals are ignored.
 */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve();
      // starts at the signal, so that it also ends a start that hangs
      setTimeout(() => {
        console.error('shutdown took too long');
        process.exit(1);
      }, DEADLINE_MS).unref();
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
    process.on('SIGTERM', () => undefined).on('SIGINT', () => undefined);
  });
}

function die(what: string, reason: unknown): never {
  if (reason instanceof ConfigError) {
    console.error(reason.message);
    process.exit(1);
  }
  console.error(`${what}:`, reason instanceof Error ? (reason.stack ?? reason.message) : reason);
  process.exit(1);
}
