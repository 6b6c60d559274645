import { Injectable } from '@nestjs/common';

/** Urgent work is short; what hangs must not stop everything else for long. */
const LONGEST_MS = 1_000;

/** The urgent work of one caller. */
export interface Turn {
  /** From now on everything else rests. */
  begin(): void;
  /** It goes on, unless others have urgent work still. Begun or not, once or twice: it is over. */
  end(): void;
}

/**
 * Lets urgent work of this process go first: while any is under way, the threads that calculate and the tasks that keep the database
 * busy rest. A low priority alone does not do it: a system that shares the processor by sessions gives a low thread of one its
 * whole slice before another's wakes up.
 */
@Injectable()
export class RightOfWay {
  /** Shared with threads, which look at it by `giveWay`: how many turns are under way. */
  readonly urgent = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private resting: (() => void)[] = [];

  /** @param longestMs after this time it is over by itself */
  turn(longestMs = LONGEST_MS): Turn {
    let timer: NodeJS.Timeout | null = null;
    const end = (): void => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      if (Atomics.sub(this.urgent, 0, 1) === 1) this.goOn();
    };
    return {
      begin: () => {
        if (timer !== null) return;
        timer = setTimeout(end, longestMs);
        Atomics.add(this.urgent, 0, 1);
      },
      end,
    };
  }

  /** Resolves at once, or when no turn is under way. */
  async clear(): Promise<void> {
    while (Atomics.load(this.urgent, 0) > 0) await new Promise<void>((resolve) => this.resting.push(resolve));
  }

  private goOn(): void {
    Atomics.notify(this.urgent, 0);
    for (const resume of this.resting.splice(0)) resume();
  }
}
