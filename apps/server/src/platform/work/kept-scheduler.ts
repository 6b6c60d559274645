import type { Queue } from 'bullmq';
import { withTimeout } from '../async/with-timeout.js';

const CHECK_MS = 5_000;
/** The queue counts by the machine's clock: a next turn this far ahead was set by a machine whose clock is ahead of this one's. */
const FARTHEST_INTERVALS = 3;
/** A store that is away would be waited for without end. */
const STORE_LIMIT_MS = 2_000;

/**
 * Keeps one BullMQ job scheduler alive; any number of workers may keep the same one. The scheduler is made again when the
 * store has lost it, when its interval differs, and when its next turn is too far ahead: a worker with a wrong clock would
 * otherwise keep all others waiting for hours.
 */
export class KeptScheduler {
  private timer: NodeJS.Timeout | null = null;
  private checking: Promise<void> = Promise.resolve();

  /**
   * @param id names the scheduler in the cluster
   * @param onError told when the store does not answer; it is asked again in any case
   */
  constructor(
    private readonly queue: Queue,
    private readonly id: string,
    private readonly everyMs: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.check(), CHECK_MS);
    this.check();
  }

  /** A look under way is left to itself: it changes nothing that another would not, and its store may be away. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private check(): void {
    this.checking = this.checking.then(() => this.keep()).catch(this.onError);
  }

  private async keep(): Promise<void> {
    if (this.timer === null) return;
    const found = await withTimeout(this.queue.getJobScheduler(this.id), STORE_LIMIT_MS);
    if (found?.every === this.everyMs && this.isNear(found.next)) return;
    if (found && !this.isNear(found.next))
      await withTimeout(this.queue.removeJobScheduler(this.id), STORE_LIMIT_MS);
    await withTimeout(
      this.queue.upsertJobScheduler(
        this.id,
        { every: this.everyMs },
        { name: this.id, opts: { removeOnComplete: true, removeOnFail: 20 } },
      ),
      STORE_LIMIT_MS,
    );
  }

  private isNear(next = 0): boolean {
    return next - Date.now() <= FARTHEST_INTERVALS * this.everyMs;
  }
}
