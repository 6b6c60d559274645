import type { SessionPlayer } from '../auth/session-player.js';

/** The viewer: the parts of a session that the live stream needs. */
export interface Viewer {
  readonly id: string;
  /** The player's number on the wire. */
  readonly n: number;
  readonly sessionId: string;
  /** Admins can follow streams while these are switched off for players. */
  readonly admin: boolean;
}

export function viewerOf({ id, n, sessionId, role }: SessionPlayer): Viewer {
  return { id, n, sessionId, admin: role === 'admin' };
}
