import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '../../platform/errors/app-error.js';

/** The player behind a session. */
export interface SessionPlayer {
  readonly id: string;
  /** the player's number on the wire */
  readonly n: number;
  readonly name: string;
  readonly email: string;
  readonly team: string | null;
  readonly role: 'player' | 'admin';
  readonly sessionId: string;
  /** True when the session was not renewed for a day. */
  readonly aged: boolean;
}

const players = new WeakMap<Request, SessionPlayer>();

/** Attaches the player to the request; called by the access guard. */
export function rememberPlayer(request: Request, player: SessionPlayer): void {
  players.set(request, player);
}

/** The signed-in player: `@CurrentPlayer() player: SessionPlayer` on routes that are not public. */
export const CurrentPlayer = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SessionPlayer => {
    const player = players.get(context.switchToHttp().getRequest<Request>());
    if (player === undefined) throw new Error('@CurrentPlayer() on a route that lets anybody in');
    return player;
  },
);

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
