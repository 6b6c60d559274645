import { InjectFlowProducer, InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { FlowProducer, JobsOptions, Queue } from 'bullmq';
import { DOCUMENT_JOB, REPORT_FLOWS, REPORT_QUEUES, TASK_JOB } from './report-queues.js';
import type { TaskToSend } from './report-task.js';

/** Jobs leave no trace: what happened is written in PostgreSQL. A task that fails does not hold up its parent. */
const NO_TRACE: JobsOptions = { removeOnComplete: true, removeOnFail: true, ignoreDependencyOnFailure: true };

/** Hands tasks to the queues. Never waits for a queue that is down: whatever was not heard is sent again later. */
@Injectable()
export class ReportDispatch {
  private readonly logger = new Logger(ReportDispatch.name);

  constructor(
    @InjectFlowProducer(REPORT_FLOWS) private readonly flows: FlowProducer,
    @InjectQueue(REPORT_QUEUES.fast) private readonly fast: Queue,
    @InjectQueue(REPORT_QUEUES.slow) private readonly slow: Queue,
  ) {
    const heard = (error: Error): void => this.logger.debug(`queue: ${error.message}`);
    flows.on('error', heard);
    for (const queue of [fast, slow]) queue.on('error', heard);
  }

  /** A report's tasks as children of a job that stores the document once they are done. */
  send(report: string, tasks: readonly TaskToSend[]): void {
    this.hint(
      this.flows.add({
        name: DOCUMENT_JOB,
        queueName: REPORT_QUEUES.fast,
        data: { report },
        opts: { removeOnComplete: true, removeOnFail: true },
        children: tasks.map((task) => ({
          name: TASK_JOB,
          queueName: REPORT_QUEUES[task.queue],
          data: { task: task.id },
          opts: { ...NO_TRACE, jobId: jobId(task) },
        })),
      }),
    );
  }

  /** Tasks that are to be tried again, after a pause or at once. A job that is in the queue already stays the only one. */
  again(tasks: readonly TaskToSend[], delayMs = 0): void {
    for (const queue of [this.fast, this.slow]) {
      const jobs = tasks
        .filter((task) => REPORT_QUEUES[task.queue] === queue.name)
        .map((task) => ({
          name: TASK_JOB,
          data: { task: task.id },
          opts: { ...NO_TRACE, jobId: jobId(task), delay: delayMs },
        }));
      if (jobs.length > 0) this.hint(queue.addBulk(jobs));
    }
  }

  private hint(sending: Promise<unknown>): void {
    sending.catch((error: unknown) => this.logger.warn(`tasks could not be sent yet: ${String(error)}`));
  }
}

function jobId({ id, attempts }: TaskToSend): string {
  return `${id}-${attempts}`;
}
