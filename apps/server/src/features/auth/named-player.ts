import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../platform/errors/app-error.js';

/** Our own pages say here for whom they ask; other clients leave it out. */
const HEADER = 'x-player';

/**
 * Refuses a request that names another player than the session's: the page that sent it was opened by somebody who has since
 * signed out in this browser.
 * @throws AppError `signed-in-as-another`
 */
export function demandNamedPlayer(named: string | undefined, player: string): void {
  if (named !== undefined && named !== player) throw new AppError('signed-in-as-another');
}

/** The player whom a request's header names; undefined when it names none. */
export function namedPlayer(headers: IncomingHttpHeaders): string | undefined {
  const named = headers[HEADER];
  return typeof named === 'string' ? named : undefined;
}
