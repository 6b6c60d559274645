import type { Announcement, Delta, Snapshot } from '@sunday-live/contract';
import type { Frame } from '../frame.js';

/** Encodes a delta once for all clients of its league. */
export function deltaFrame(delta: Delta): Frame {
  return { kind: 'delta', epoch: delta.epoch, from: delta.from, seq: delta.seq, json: JSON.stringify(delta) };
}

/** Encodes an announcement once for all clients of a league. */
export function announcementFrame(epoch: string, seq: number, announcement: Announcement): Frame {
  return {
    kind: 'announcement',
    epoch,
    from: seq,
    seq,
    json: JSON.stringify({ epoch, seq, announcement }),
  };
}

/** Encodes a snapshot. */
export function snapshotFrame(snapshot: Snapshot): Frame {
  const { epoch, seq } = snapshot;
  return { kind: 'snapshot', epoch, from: 0, seq, json: JSON.stringify(snapshot) };
}
