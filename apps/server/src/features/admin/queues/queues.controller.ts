import { Controller, Get, Patch, Post, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { QueueBoard } from './queue-board.js';

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
