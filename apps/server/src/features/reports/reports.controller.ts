import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import {
  type CreateReport,
  createReportSchema,
  type Report,
  type ReportCreated,
  type ReportSummary,
  reportCreatedSchema,
  reportDocumentSchema,
  reportSchema,
  reportSummariesSchema,
  type ShareReport,
  shareReportSchema,
} from '@sunday-live/contract';
import type { Response } from 'express';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { ReportsService } from './reports.service.js';

@SignedIn()
@Controller('api/reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Post()
  @HttpCode(202)
  @ApiRoute({
    summary: 'Ask for a report on one to eight players; the same request within a minute is the same report',
    status: 202,
    body: createReportSchema,
    response: reportCreatedSchema,
    errors: ['invalid-input', 'not-found', 'too-many-requests', 'unknown-season'],
  })
  create(
    @CurrentPlayer() player: SessionPlayer,
    @Body(new ZodPipe(createReportSchema)) wanted: CreateReport,
  ): Promise<ReportCreated> {
    return this.reports.create(player.id, wanted);
  }

  @Get()
  @ApiRoute({ summary: 'My reports, latest first', response: reportSummariesSchema })
  mine(@CurrentPlayer() player: SessionPlayer): Promise<ReportSummary[]> {
    return this.reports.mine(player.id);
  }

  @Get(':id')
  @ApiRoute({
    summary: 'How a report stands, task by task; also for members of its league where it is shared',
    response: reportSchema,
    errors: ['not-found'],
  })
  get(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<Report> {
    return this.reports.get(id, player.id);
  }

  @Get(':id/document')
  @ApiRoute({
    summary: 'What has been found out so far, and what is missing; with an `ETag` once nothing is',
    response: reportDocumentSchema,
    errors: ['not-found'],
  })
  async document(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { json, tag } = await this.reports.document(id, player.id);
    if (tag === null) response.set('Cache-Control', 'no-store');
    else response.set('ETag', `"${tag}"`);
    response.type('json').send(json);
  }

  @Post(':id/retry')
  @HttpCode(202)
  @ApiRoute({
    summary: 'What failed or was cancelled, again',
    status: 202,
    response: reportCreatedSchema,
    errors: ['invalid-input', 'not-found', 'nothing-to-retry'],
  })
  retry(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<ReportCreated> {
    return this.reports.retry(id, player.id);
  }

  @Post(':id/rebuild')
  @HttpCode(202)
  @ApiRoute({
    summary: 'The same report anew, on the results as they stand now',
    status: 202,
    response: reportCreatedSchema,
    errors: ['invalid-input', 'not-found', 'too-many-requests'],
  })
  rebuild(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<ReportCreated> {
    return this.reports.rebuild(id, player.id);
  }

  @Put(':id/share')
  @HttpCode(204)
  @ApiRoute({
    summary: "Let members of the report's league read it, or not any more",
    status: 204,
    body: shareReportSchema,
    errors: ['invalid-input', 'not-found'],
  })
  share(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') id: string,
    @Body(new ZodPipe(shareReportSchema)) { shared }: ShareReport,
  ): Promise<void> {
    return this.reports.share(id, player.id, shared);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiRoute({ summary: 'Cancel a report; remove one that has ended', status: 204, errors: ['not-found'] })
  remove(@CurrentPlayer() player: SessionPlayer, @Param('id') id: string): Promise<void> {
    return this.reports.remove(id, player.id);
  }
}
