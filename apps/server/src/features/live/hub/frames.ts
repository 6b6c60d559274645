import type { Announcement, Delta, Snapshot } from '@sunday-live/contract';
import type { Audience, Frame } from '../frame.js';

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

/** Encodes the state for a snapshot; `snapshotFrame` adds the head. */
export function snapshotBody(body: Omit<Snapshot, keyof SnapshotHead>): string {
  return JSON.stringify(body).slice(1);
}

/** Builds a whole snapshot. @param body of `snapshotBody` */
export function snapshotFrame(head: SnapshotHead, body: string): Frame {
  const { epoch, seq } = head;
  return { kind: 'snapshot', epoch, from: 0, seq, json: `${JSON.stringify(head).slice(0, -1)},${body}` };
}
