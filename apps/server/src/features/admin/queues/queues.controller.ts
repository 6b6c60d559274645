import { Controller, Get, Injectable, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import type { Request, Response, Router } from 'express';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { AdminOnly } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';

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
export class QueueBoard {
  private board: Promise<Router> | null = null;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** Answers a read below `/api/admin/queues`. */
  async show(request: Request, response: Response): Promise<void> {
    this.board ??= this.open();
    const router = await this.board;
    request.url = request.originalUrl.slice(BASE.length).replace(/^(?!\/)/, '/');
    response.setHeader('Content-Security-Policy', POLICY);
    router(request, response, () => {
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
    await Promise.all([
      new Promise<void>((resolve) => response.once('close', resolve)),
      this.show(request, response),
    ]);
  }

  /** Loads bull-board when an admin first asks for it, because a tenth of the start went to loading it. */
  private async open(): Promise<Router> {
    const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/express'),
    ]);
    const adapter = new ExpressAdapter().setBasePath(BASE);
    const found: unknown[] = this.discovery.getProviders().map(({ instance }) => instance);
    const queues = new Set(found.filter((instance) => instance instanceof Queue));
    createBullBoard({
      queues: [...queues].map((queue) => new BullMQAdapter(queue)),
      serverAdapter: adapter,
      options: { uiConfig: { boardTitle: 'Queues', pollingInterval: { forceInterval: 5 } } },
    });
    return adapter.getRouter();
  }
}

const CHANGE = { summary: 'Retry, promote, pause and clean jobs: what bull-board’s page asks for' };

/** The job queues, shown by bull-board. */
@AdminOnly()
@Controller('api/admin/queues')
export class QueuesController {
  constructor(private readonly board: QueueBoard) {}

  @Get(['', '*path'])
  @ApiRoute({ summary: 'The job queues, to browse (bull-board)', type: 'text/html' })
  show(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.board.show(request, response);
  }

  @Put('*path')
  @Audited('queue.change')
  @ApiRoute(CHANGE)
  put(@By() author: Author, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.board.change(author, request, response);
  }

  @Post('*path')
  @Audited('queue.change')
  @ApiRoute(CHANGE)
  post(@By() author: Author, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.board.change(author, request, response);
  }

  @Patch('*path')
  @Audited('queue.change')
  @ApiRoute(CHANGE)
  patch(@By() author: Author, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.board.change(author, request, response);
  }
}
