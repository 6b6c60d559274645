import type { Announcement, Delta, Snapshot } from '@sunday-live/contract';

/**
 * One message to the clients of a league, encoded once and shared by all of them. `json` is the payload exactly as it
 * travels on the socket and inside a long-poll answer.
 */
export interface Frame {
  readonly kind: 'snapshot' | 'delta' | 'announcement';
  readonly epoch: string;
  /** First position the frame covers (a snapshot covers everything up to `seq`). */
  readonly from: number;
  /** Last position the frame covers. */
  readonly seq: number;
  readonly json: string;
  /** Absent: the frame is for all viewers of the league. */
  readonly only?: Audience;
  /**
   * For announcements: the frame for the same position for viewers that must not get the announcement, or have it
   * already.
   */
  readonly others?: Frame;
}

/** Selects the viewers that get a frame: it leaves out those that get it through another league. */
export interface Audience {
  /** The other league: viewers that also watch it get the announcement there. */
  readonly league: string;
  /** Numbers of the players. */
  readonly players: Set<number>;
}

/** Returns the form of the frame for a player. @param watches whether the same client watches another league */
export function frameFor(
  frame: Frame,
  player: number,
  watches: (league: string) => boolean = () => false,
): Frame {
  const { only, others } = frame;
  if (only === undefined || others === undefined) return frame;
  return only.players.has(player) && !watches(only.league) ? frame : others;
}

/** A position in the slate log. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** Encodes a delta once for all clients of its league. */
export function deltaFrame(delta: Delta): Frame {
  return { kind: 'delta', epoch: delta.epoch, from: delta.from, seq: delta.seq, json: JSON.stringify(delta) };
}

/** Returns a frame for positions in which nothing of this league happened. */
export function emptyDelta(league: string, epoch: string, seq: number, at: string): Frame {
  return deltaFrame({ league, epoch, from: seq, seq, at, games: [], scopes: {} });
}

/**
 * Encodes an announcement once for all clients of a league, or for its audience among them. The frame names the
 * league whose stream it belongs to, as a delta does.
 * @param others the frame for clients that have the announcement already, or must not get it
 */
export function announcementFrame(
  league: string,
  epoch: string,
  seq: number,
  announcement: Announcement,
  others: Frame,
  only: Audience | null,
): Frame {
  return {
    kind: 'announcement',
    epoch,
    from: seq,
    seq,
    json: JSON.stringify({ league, epoch, seq, announcement }),
    others,
    ...(only === null ? {} : { only }),
  };
}

/** The part in which two snapshots of the same state differ. */
export type SnapshotHead = Pick<Snapshot, 'league' | 'epoch' | 'seq' | 'serverTime' | 'feed'>;

/** Encodes the state for a snapshot, or its last part; `snapshotFrame` adds the head. */
export function snapshotBody(body: Partial<Omit<Snapshot, keyof SnapshotHead>>): string {
  return JSON.stringify(body).slice(1);
}

/** Builds a whole snapshot. @param body of `snapshotBody` */
export function snapshotFrame(head: SnapshotHead, body: string): Frame {
  const { epoch, seq } = head;
  return { kind: 'snapshot', epoch, from: 0, seq, json: `${JSON.stringify(head).slice(0, -1)},${body}` };
}

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
