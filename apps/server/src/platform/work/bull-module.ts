import { setTimeout as wait } from 'node:timers/promises';
import { BullModule } from '@nestjs/bullmq';
import {
  type BackendFactory,
  createRedisBackend,
  type IQueueBackend,
  PostgresQueueBackend,
  setDefaultBackendFactory,
} from 'bullmq';
import { BoundedFlowProducer, BoundedQueue, BoundedWorker } from './bounded-close.js';
import { QueuePool, SharedConnection } from './queue-pool.js';

/** After a job could not be fetched. */
const FETCH_AGAIN_MS = 1000;

/** Each queue picks its store by its connection, so that one process can hold servers of both kinds. */
const choose: BackendFactory = (name, options, extra) =>
  unhurried(
    options.connection instanceof QueuePool
      ? new PostgresQueueBackend(
          new SharedConnection(options.connection),
          name,
          options as never,
          true,
          extra?.withBlockingConnection === true ? name : undefined,
        )
      : createRedisBackend(name, options, extra),
  );
setDefaultBackendFactory(choose);
BullModule.queueClass = BoundedQueue;
BullModule.flowProducerClass = BoundedFlowProducer;
BullModule.workerClass = BoundedWorker;

/** BullMQ for Nest, prepared. Take it from here: what registers a queue before that gets one that knows nothing of all this. */
export { BullModule };

/**
 * BullMQ fetches again at once after an error that is not a lost connection: a store that refuses (starting up, out of
 * memory, too many clients) would be asked thousands of times a second.
 */
function unhurried<Backend extends IQueueBackend>(backend: Backend): Backend {
  const fetch = backend.moveToActive.bind(backend);
  backend.moveToActive = async (token, name) => {
    try {
      return await fetch(token, name);
    } catch (error) {
      await wait(FETCH_AGAIN_MS, undefined, { ref: false });
      throw error;
    }
  };
  return backend;
}
