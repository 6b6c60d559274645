import type { Viewer } from '../viewer.js';
import type { LiveSocket } from './live-socket.js';

/** Heartbeats are spread over the interval in this many groups, so that no moment has to serve all sockets. */
export const BEATS = 20;

/** The sockets connected to this node. */
export class LiveSockets {
  private readonly byPlayer = new Map<string, LiveSocket[]>();
  private readonly beats: readonly Set<LiveSocket>[] = Array.from({ length: BEATS }, () => new Set());
  private count = 0;
  private nextBeat = 0;

  get size(): number {
    return this.count;
  }

  add(socket: LiveSocket): void {
    const others = this.byPlayer.get(socket.viewer.id);
    if (others === undefined) this.byPlayer.set(socket.viewer.id, [socket]);
    else others.push(socket);
    this.beat(this.nextBeat).add(socket);
    this.nextBeat = (this.nextBeat + 1) % BEATS;
    this.count += 1;
  }

  remove(socket: LiveSocket): void {
    const left = this.ofPlayer(socket.viewer.id).filter((other) => other !== socket);
    if (left.length === 0) this.byPlayer.delete(socket.viewer.id);
    else this.byPlayer.set(socket.viewer.id, left);
    if (this.beats.some((beat) => beat.delete(socket))) this.count -= 1;
  }

  ofPlayer(playerId: string): readonly LiveSocket[] {
    return this.byPlayer.get(playerId) ?? [];
  }

  /** One of the `BEATS` groups that get their heartbeat together. */
  beat(index: number): Set<LiveSocket> {
    const beat = this.beats[index % BEATS];
    if (beat === undefined) throw new RangeError(`no beat ${index}`);
    return beat;
  }

  *all(): Generator<LiveSocket> {
    for (const beat of this.beats) yield* beat;
  }

  *viewers(): Generator<Viewer> {
    for (const socket of this.all()) yield socket.viewer;
  }
}
