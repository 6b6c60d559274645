import { Logger } from '@nestjs/common';

const SAID_EVERY_MS = 60_000;
const logger = new Logger('Queues');
let saidAt = Number.NEGATIVE_INFINITY;

/** A store that is gone fails every queue at each attempt, many times a second: said once a minute, not as many stacks. */
export function noteTrouble(error: Error): void {
  if (performance.now() - saidAt < SAID_EVERY_MS) return;
  saidAt = performance.now();
  logger.warn(`jobs wait: ${error.message === '' ? String(error) : error.message}`);
}
