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

  /**
   * Frames that lead from a position to the newest, or null when no frame begins right after it. A frame holds what differs
   * between its two ends; to a client that stands between them, because another node gathered otherwise, it would not be true.
   */
  after(position: Position): Frame[] | null {
    const start = this.frames.findIndex((frame) => frame.from === position.seq + 1);
    return start < 0 || this.frames[start]?.epoch !== position.epoch ? null : this.frames.slice(start);
  }

  /** A player left a league: its announcements are for the player no more, also those that were sent before. */
  narrow(league: string, player: number): void {
    for (const { only } of this.frames) if (only?.league === league) only.players.delete(player);
  }
}
