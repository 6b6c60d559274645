import type { Announcement, Delta, Feed, Snapshot } from '@sunday-live/contract';
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

/** The part of a snapshot that stays the same until the next event. */
export type SnapshotBody = Omit<Snapshot, 'serverTime' | 'feed'>;

/** A snapshot of which only the moment is new: `bodyJson` is an encoded SnapshotBody. */
export function snapshotFrame(epoch: string, seq: number, bodyJson: string, now: Date, feed: Feed): Frame {
  const moment = JSON.stringify({ serverTime: now.toISOString(), feed });
  return { kind: 'snapshot', epoch, from: 0, seq, json: `${moment.slice(0, -1)},${bodyJson.slice(1)}` };
}
