import { Injectable } from '@nestjs/common';

/** Blocks a thread between steps of its work while urgent work is under way in the process. */
export function giveWay(urgent: Int32Array): void {
  for (let turns = Atomics.load(urgent, 0); turns > 0; turns = Atomics.load(urgent, 0)) {
    Atomics.wait(urgent, 0, turns);
  }
}

/** Maximum length of urgent work, in ms: if it hangs, other work continues after this. */
const LONGEST_MS = 1_000;

/** The urgent work of one caller. */
export interface Turn {
  /** Pauses other work from now on. */
  begin(): void;
  /** Lets other work continue, unless another turn is under way. May be called without `begin`, and twice. */
  end(): void;
}

/**
 * Gives urgent work of this process precedence: meanwhile threads that compute and tasks that keep the database busy
 * pause. A low priority alone is not enough: a system that shares the processor by sessions lets a thread of low
 * priority finish its time slice before a thread of another session runs.
 */
@Injectable()
export class RightOfWay {
  /** Number of turns under way; shared with threads, which read it in `giveWay`. */
  readonly urgent = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private resting: (() => void)[] = [];

  /** @param longestMs the turn ends by itself after this time */
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

  /** Resolves when no turn is under way; at once if there is none. */
  async clear(): Promise<void> {
    while (Atomics.load(this.urgent, 0) > 0) await new Promise<void>((resolve) => this.resting.push(resolve));
  }

  private goOn(): void {
    Atomics.notify(this.urgent, 0);
    for (const resume of this.resting.splice(0)) resume();
  }
}
