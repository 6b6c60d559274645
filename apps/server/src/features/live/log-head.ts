import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { SlateLog } from '../slate/slate-log.js';
import type { Position } from './hub/frames.js';
import { LiveHub } from './live-hub.js';

/** The hub repairs itself from the log within five seconds, even without the bus (ms). */
const PATIENCE_MS = 6_000;
const LOOK_EVERY_MS = 5;

/**
 * Distinguishes a position that this node does not know yet from one that does not exist. A client that was connected
 * to another node may be a few milliseconds ahead; a snapshot would take it back in time.
 */
@Injectable()
export class LogHead {
  constructor(
    private readonly hub: LiveHub,
    private readonly log: SlateLog,
  ) {}

  /** Returns true when this node can answer from the position by itself. */
  knows(since: Position | null): boolean {
    if (since === null) return true;
    const { epoch, seq } = this.hub.status().position;
    return since.epoch === epoch && since.seq <= seq;
  }

  /** Waits until this node has reached the position, if the log contains it. */
  async reach(since: Position | null): Promise<void> {
    if (since === null || this.knows(since)) return;
    const { epoch, head } = await this.log.stream();
    if (epoch !== since.epoch || head < since.seq) return;
    const until = performance.now() + PATIENCE_MS;
    while (!this.knows(since) && performance.now() < until) await sleep(LOOK_EVERY_MS);
  }
}
