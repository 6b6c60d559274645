import { HEARTBEAT_MS } from '@sunday-live/contract';
import type { Clock } from '../../../platform/async/clock.js';
import type { LiveHub } from '../live-hub.js';
import type { FrameAdapter } from './frame.adapter.js';
import { BEATS, type LiveSockets } from './live-sockets.js';
import { eventMessage, type Message } from './message.js';

/** Sends the log's position to every socket each 10 s; each beat serves a share of the sockets. */
export class Heartbeat {
  private beatIndex = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly hub: LiveHub,
    private readonly sockets: LiveSockets,
    private readonly adapter: FrameAdapter,
    private readonly clock: Clock,
  ) {}

  start(afterEachBeat: () => void): void {
    this.timer = setInterval(() => {
      this.beat();
      afterEachBeat();
    }, HEARTBEAT_MS / BEATS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  beat(): void {
    const sockets = this.sockets.beat(this.beatIndex);
    this.beatIndex = (this.beatIndex + 1) % BEATS;
    if (sockets.size > 0) this.adapter.toAll(sockets, this.message());
  }

  /** Sends to all sockets now, because the feed's state changed. */
  toAll(): void {
    this.adapter.toAll(this.sockets.all(), this.message());
  }

  private message(): Message {
    const { position, feed } = this.hub.status();
    return eventMessage(
      'heartbeat',
      JSON.stringify({
        epoch: position.epoch,
        head: position.seq,
        serverTime: this.clock.now().toISOString(),
        feed,
      }),
    );
  }
}
