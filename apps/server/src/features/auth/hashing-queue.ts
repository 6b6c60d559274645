import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { AppError } from '../../platform/errors/app-error.js';

/**
 * Requests that hash a password run a few at a time. Hashing is slow on purpose, and the library holds a database
 * connection meanwhile; a crowd that signs in would leave no connection for players who are signed in.
 */
const AT_ONCE = 3;
/** Maximum number of waiting requests; more would wait too long. */
const MOST_WAITING = 50;
const RETRY_AFTER_S = 5;

/** The queue of everything that hashes a password. */
@Injectable()
export class HashingQueue {
  private readonly queue = pLimit(AT_ONCE);

  /** @throws AppError `busy` when too many requests wait */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.queue.pendingCount >= MOST_WAITING) {
      throw new AppError('busy', undefined, undefined, RETRY_AFTER_S);
    }
    return this.queue(work);
  }
}
