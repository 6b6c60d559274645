import type { Frame, Position } from '../frame.js';

const MAX_FRAMES = 512;
const MAX_CHARACTERS = 1_000_000;

/** The last frames of a league, for clients that come back soon. Contiguous: each begins where the one before ended. */
export class FrameRing {
  private frames: Frame[] = [];
  private characters = 0;

  push(frame: Frame): void {
    this.frames.push(frame);
    this.characters += frame.json.length;
    while (this.frames.length > MAX_FRAMES || this.characters > MAX_CHARACTERS) {
      this.characters -= this.frames.shift()?.json.length ?? 0;
    }
  }

  clear(): void {
    this.frames = [];
    this.characters = 0;
  }

  /** Frames that lead from a position to the newest, or null when the ring does not reach back that far. */
  after(position: Position): Frame[] | null {
    const start = this.frames.findIndex((frame) => frame.seq > position.seq);
    const first = this.frames[start];
    if (first === undefined || first.epoch !== position.epoch || first.from > position.seq + 1) return null;
    return this.frames.slice(start);
  }
}
