import type { Play, ScorerGame } from '@sunday-live/contract';
import { HttpError } from '../../../http/http.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** Taps in one request; the server takes no more. */
const AT_ONCE = 50;

/** `sent`: nothing waits. `waiting`: no answer yet, tried again. Refused: a person must decide about what waits. */
export type SenderState = 'sent' | 'waiting' | { readonly refused: string; readonly code: string };

/** What the sender needs: taps in their order, the request, and a receiver of its state. */
export interface TapSource {
  waiting(): readonly Play[];
  /** @throws HttpError */
  post(plays: readonly Play[]): Promise<ScorerGame>;
  /** These taps were answered. */
  done(keys: ReadonlySet<string>, answer: ScorerGame): void;
  tell(state: SenderState): void;
}

/** Sends taps in their order, again and again until they are answered. One request at a time. */
export class TapSender {
  private running = false;
  private closed = false;
  private endPause: (() => void) | null = null;

  constructor(private readonly source: TapSource) {}

  /** There are taps, or the connection may be back: sends at once. */
  wake(): void {
    this.closed = false;
    this.endPause?.();
    if (!this.running) void this.run();
  }

  /** Sends nothing more until the next `wake`. */
  close(): void {
    this.closed = true;
    this.endPause?.();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let pause = FIRST_PAUSE_MS; !this.closed; ) {
      const plays = this.source.waiting().slice(0, AT_ONCE);
      if (plays.length === 0) {
        this.source.tell('sent');
        break;
      }
      try {
        const answer = await this.source.post(plays);
        this.source.done(new Set(plays.map(({ key }) => key)), answer);
        pause = FIRST_PAUSE_MS;
      } catch (error) {
        if (error instanceof HttpError && error.isFinal && error.status !== 429) {
          this.source.tell({ refused: error.message, code: error.code });
          break;
        }
        this.source.tell('waiting');
        await this.wait(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
    this.running = false;
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.endPause = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.endPause = end;
    });
  }
}
