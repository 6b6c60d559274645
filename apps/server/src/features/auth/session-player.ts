import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

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
