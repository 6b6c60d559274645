import { FlowProducer, Queue, Worker } from 'bullmq';
import { withTimeout } from '../async/with-timeout.js';
import { noteTrouble } from './queue-trouble.js';

/** A running job may finish within this; what takes longer is released and runs again elsewhere. */
const JOB_GRACE_MS = 4000;
const QUEUE_GRACE_MS = 500;

/** BullMQ waits for a store that is gone, and for a job that does not end, and prints each error. These let go after a while. */
export class BoundedQueue extends Queue {
  constructor(...args: ConstructorParameters<typeof Queue>) {
    super(...args);
    this.on('error', noteTrouble);
  }

  override async close(): Promise<void> {
    if (!(await endsWithin(super.close(), QUEUE_GRACE_MS)))
      await endsWithin(this.disconnect(), QUEUE_GRACE_MS);
  }
}

export class BoundedFlowProducer extends FlowProducer {
  constructor(...args: ConstructorParameters<typeof FlowProducer>) {
    super(...args);
    this.on('error', noteTrouble);
  }

  override async close(): Promise<void> {
    if (!(await endsWithin(super.close(), QUEUE_GRACE_MS)))
      await endsWithin(this.disconnect(), QUEUE_GRACE_MS);
  }
}

export class BoundedWorker extends Worker {
  constructor(...args: ConstructorParameters<typeof Worker>) {
    super(...args);
    this.on('error', noteTrouble);
  }

  override async close(force = false): Promise<void> {
    if (!(await endsWithin(super.close(force), JOB_GRACE_MS)))
      await endsWithin(this.disconnect(), QUEUE_GRACE_MS);
  }
}

/** True when it ended in time, well or not. */
function endsWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  return withTimeout(
    work.catch(() => undefined),
    limitMs,
  ).then(
    () => true,
    () => false,
  );
}
