import type { Frame, Position } from '../frame.js';

const MAX_FRAMES = 512;
const MAX_CHARACTERS = 1_000_000;

/**
 * The last frames of a league, for clients that return soon. Contiguous: each frame begins where the previous one
 * ended.
 */
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
   * Returns the frames that lead from a position to the newest; null when no frame begins right after it. A frame
   * holds the difference between its two ends. A client between them (another node may group events differently) must
   * not get it: the frame would leave out part of the difference.
   */
  after(position: Position): Frame[] | null {
    const start = this.frames.findIndex((frame) => frame.from === position.seq + 1);
    return start < 0 || this.frames[start]?.epoch !== position.epoch ? null : this.frames.slice(start);
  }

  /** Removes announcements for a player who has left the league, also from frames that were sent before. */
  narrow(league: string, player: number): void {
    for (const { only } of this.frames) if (only?.league === league) only.players.delete(player);
  }
}
