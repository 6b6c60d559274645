import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { Switches } from '../../platform/switches/switches.js';
import type { Viewer } from './viewer.js';

/** Clients that are refused ask again after this time. */
const ASK_AGAIN_S = 20;

/** The admins' switch "live page": while it is off, nobody but admins follows a stream, by whichever transport. */
@Injectable()
export class LiveSwitch {
  constructor(private readonly switches: Switches) {}

  /** Whether the viewer may follow streams now. */
  admits({ admin }: Viewer): boolean {
    return admin || this.switches.current.livePage;
  }

  /** @throws AppError `live-off` */
  demand(viewer: Viewer): void {
    if (!this.admits(viewer)) throw this.refusal();
  }

  /** What those are told whom it does not admit. */
  refusal(): AppError {
    return new AppError('live-off', undefined, undefined, ASK_AGAIN_S);
  }

  /** Called when it was switched off: those whom it does not admit have to go. Undone by the returned function. */
  onOff(listener: () => void): () => void {
    return this.switches.onChange(({ livePage }) => {
      if (!livePage) listener();
    });
  }
}
