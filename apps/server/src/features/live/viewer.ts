import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { Switches } from '../../platform/switches/switches.js';
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

/** Refused clients ask again after this time (s). */
const ASK_AGAIN_S = 20;

/** The admins' switch "live page": while it is off, only admins follow streams, by either transport. */
@Injectable()
export class LiveSwitch {
  constructor(private readonly switches: Switches) {}

  /** Returns true when the viewer may follow streams now. */
  admits({ admin }: Viewer): boolean {
    return admin || this.switches.current.livePage;
  }

  /** @throws AppError `live-off` */
  demand(viewer: Viewer): void {
    if (!this.admits(viewer)) throw this.refusal();
  }

  /** The problem that refused clients get. */
  refusal(): AppError {
    return new AppError('live-off', undefined, undefined, ASK_AGAIN_S);
  }

  /**
   * Calls the listener when the switch is turned off: viewers without access must be disconnected.
   * @returns a function that removes the listener
   */
  onOff(listener: () => void): () => void {
    return this.switches.onChange(({ livePage }) => {
      if (!livePage) listener();
    });
  }
}
