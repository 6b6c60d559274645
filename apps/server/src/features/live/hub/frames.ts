import type { Announcement, Delta, Snapshot } from '@sunday-live/contract';
import type { Frame, Some } from '../frame.js';

/** Encodes a delta once for all clients of its league. */
export function deltaFrame(delta: Delta): Frame {
  return { kind: 'delta', epoch: delta.epoch, from: delta.from, seq: delta.seq, json: JSON.stringify(delta) };
}

/** Encodes an announcement once for all clients of a league, or for those of them who are its audience. */
export function announcementFrame(
  epoch: string,
  seq: number,
  announcement: Announcement,
  only: Some | null,
): Frame {
  return {
    kind: 'announcement',
    epoch,
    from: seq,
    seq,
    json: JSON.stringify({ epoch, seq, announcement }),
    ...(only === null ? {} : { only }),
  };
}

/** What differs between two snapshots of the same state. */
export type SnapshotHead = Pick<Snapshot, 'league' | 'epoch' | 'seq' | 'serverTime' | 'feed'>;

/** Encodes what a snapshot says of the state; `snapshotFrame` puts a head before it. */
export function snapshotBody(body: Omit<Snapshot, keyof SnapshotHead>): string {
  return JSON.stringify(body).slice(1);
}

/** A whole snapshot. @param body of `snapshotBody` */
export function snapshotFrame(head: SnapshotHead, body: string): Frame {
  const { epoch, seq } = head;
  return { kind: 'snapshot', epoch, from: 0, seq, json: `${JSON.stringify(head).slice(0, -1)},${body}` };
}
