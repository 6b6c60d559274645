import type { SessionPlayer } from '../auth/session-player.js';

/** Who watches: as much of a session as the live stream needs. */
export interface Viewer {
  readonly id: string;
  /** The player's number on the wire. */
  readonly n: number;
  readonly sessionId: string;
  /** Admins follow streams also while these are switched off for players. */
  readonly admin: boolean;
}

export function viewerOf({ id, n, sessionId, role }: SessionPlayer): Viewer {
  return { id, n, sessionId, admin: role === 'admin' };
}
