import { ConfigError } from './config/config-error.js';

/** What is left of the ten seconds that an orchestrator gives. */
const DEADLINE_MS = 9000;

/**
 * Runs a server until SIGTERM or SIGINT, then closes it and exits 0; after nine seconds it ends anyway.
 * What a person can fix (ConfigError) is one line without a stack. Any failure exits 1.
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

/** npm passes Ctrl-C on although the terminal has done so already: a repeated signal changes nothing. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve();
      // counts from the signal, so that a start that hangs ends, too
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
