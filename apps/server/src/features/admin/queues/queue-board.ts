import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import type { Author } from '../../../platform/audit/author.js';
import { AppError } from '../../../platform/errors/app-error.js';

const BASE = '/api/admin/queues';
/** Content security policy of the board's page only: it sets `<base>` and style elements, which no other page may. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves bull-board for every queue of this process, on Redis or PostgreSQL. */
@Injectable()
export class QueueBoard implements OnApplicationBootstrap {
  private readonly adapter = new ExpressAdapter().setBasePath(BASE);

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    const found: unknown[] = this.discovery.getProviders().map(({ instance }) => instance);
    const queues = new Set(found.filter((instance) => instance instanceof Queue));
    createBullBoard({
      queues: [...queues].map((queue) => new BullMQAdapter(queue)),
      serverAdapter: this.adapter,
      options: { uiConfig: { boardTitle: 'Queues', pollingInterval: { forceInterval: 5 } } },
    });
  }

  /** Answers a read below `/api/admin/queues`. */
  show(request: Request, response: Response): void {
    request.url = request.originalUrl.slice(BASE.length).replace(/^(?!\/)/, '/');
    response.setHeader('Content-Security-Policy', POLICY);
    this.adapter.getRouter()(request, response, () => {
      if (!response.headersSent) response.status(404).end();
    });
  }

  /** Answers a change of a queue. It is audited before it is made, because a queue is outside our transactions. */
  async change(author: Author, request: Request, response: Response): Promise<void> {
    const [, queue] = /^\/api\/admin\/queues\/api\/queues\/([^/?]+)/.exec(request.originalUrl) ?? [];
    if (queue === undefined) throw new AppError('not-found');
    await this.db.transaction((tx) =>
      this.audit.record(tx, author, {
        target: `queue/${queue}`,
        after: { asked: `${request.method} ${request.originalUrl.slice(BASE.length).split('?')[0]}` },
      }),
    );
    await new Promise<void>((resolve) => {
      response.once('close', resolve);
      this.show(request, response);
    });
  }
}
