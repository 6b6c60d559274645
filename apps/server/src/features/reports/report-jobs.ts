import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ReportDocuments } from './report-documents.js';
import { DOCUMENT_JOB, TASK_JOB } from './report-queues.js';
import { ReportRunner } from './report-runner.js';

const taskSchema = z.object({ task: z.string() });
const documentSchema = z.object({ report: z.string() });

/** What jobs of the report queues ask for. */
@Injectable()
export class ReportJobs {
  constructor(
    private readonly runner: ReportRunner,
    private readonly documents: ReportDocuments,
  ) {}

  async run(name: string, data: unknown): Promise<void> {
    if (name === TASK_JOB) await this.runner.run(taskSchema.parse(data).task);
    else if (name === DOCUMENT_JOB) await this.documents.store(documentSchema.parse(data).report);
    else throw new Error(`no such job: ${name}`);
  }
}
