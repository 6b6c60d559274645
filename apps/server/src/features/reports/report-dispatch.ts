import { InjectFlowProducer, InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { FlowProducer, JobsOptions, Queue } from 'bullmq';
import { Bus } from '../../platform/bus/bus.js';
import { REPORT_CHANNEL } from '../../platform/bus/channels.js';
import { RightOfWay } from '../../platform/work/right-of-way.js';
import { DOCUMENT_JOB, REPORT_FLOWS, REPORT_QUEUES, TASK_JOB } from './report-queues.js';
import type { TaskToSend } from './report-task.js';

/** Jobs leave no trace: what happened is written in PostgreSQL. A task that fails does not hold up its parent. */
const NO_TRACE: JobsOptions = { removeOnComplete: true, removeOnFail: true, ignoreDependencyOnFailure: true };

/** Tasks that go to a queue in one transaction. */
const MOST_AT_ONCE = 8;

/**
 * Hands tasks to the queues: workers do, because it takes a web node away from its players for too long. Never waits for a queue
 * that is down: whatever was not heard is sent again later.
 */
@Injectable()
export class ReportDispatch {
  private readonly logger = new Logger(ReportDispatch.name);

  constructor(
    @InjectFlowProducer(REPORT_FLOWS) private readonly flows: FlowProducer,
    @InjectQueue(REPORT_QUEUES.fast) private readonly fast: Queue,
    @InjectQueue(REPORT_QUEUES.slow) private readonly slow: Queue,
    private readonly rightOfWay: RightOfWay,
    private readonly bus: Bus,
  ) {
    const heard = (error: Error): void => this.logger.debug(`queue: ${error.message}`);
    flows.on('error', heard);
    for (const queue of [fast, slow]) queue.on('error', heard);
  }

  /** Tells the workers that a report's tasks wait to be sent. A hint: they look by themselves, too. */
  announce(report: string): Promise<void> {
    return this.bus.publish(REPORT_CHANNEL, report);
  }

  /** A report's tasks as children of jobs that store the document once everything is done. */
  send(report: string, tasks: readonly TaskToSend[]): void {
    void this.inParts(tasks, (part) =>
      this.flows.add({
        name: DOCUMENT_JOB,
        queueName: REPORT_QUEUES.fast,
        data: { report },
        opts: { removeOnComplete: true, removeOnFail: true },
        children: part.map((task) => ({ ...jobOf(task), queueName: REPORT_QUEUES[task.queue] })),
      }),
    );
  }

  /** Tasks that are to be tried again, after a pause or at once. A job that is in the queue already stays the only one. */
  again(tasks: readonly TaskToSend[], delay = 0): void {
    for (const queue of [this.fast, this.slow]) {
      const own = tasks.filter((task) => REPORT_QUEUES[task.queue] === queue.name);
      void this.inParts(own, (part) => queue.addBulk(part.map((task) => jobOf(task, { delay }))));
    }
  }

  /** One part after another: a whole report at once would keep scores from their players for as long as it takes. */
  private async inParts(
    tasks: readonly TaskToSend[],
    send: (part: readonly TaskToSend[]) => Promise<unknown>,
  ): Promise<void> {
    try {
      for (let i = 0; i < tasks.length; i += MOST_AT_ONCE) {
        await this.rightOfWay.clear();
        await send(tasks.slice(i, i + MOST_AT_ONCE));
      }
    } catch (error) {
      this.logger.warn(`tasks could not be sent yet: ${String(error)}`);
    }
  }
}

function jobOf({ id, attempts }: TaskToSend, timing: Pick<JobsOptions, 'delay'> = {}) {
  return { name: TASK_JOB, data: { task: id }, opts: { ...NO_TRACE, ...timing, jobId: `${id}-${attempts}` } };
}
