import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../platform/errors/app-error.js';

/** Our own pages name their player here; other clients omit it. */
const HEADER = 'x-player';

/**
 * Refuses a request that names another player than the session's: another player has signed in since the page was
 * opened.
 * @throws AppError `signed-in-as-another`
 */
export function demandNamedPlayer(named: string | undefined, player: string): void {
  if (named !== undefined && named !== player) throw new AppError('signed-in-as-another');
}

/** Returns the player that a request's header names; undefined when it names none. */
export function namedPlayer(headers: IncomingHttpHeaders): string | undefined {
  const named = headers[HEADER];
  return typeof named === 'string' ? named : undefined;
}
