import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { type WeeklyReport, weeklyReportSchema } from '@sunday-live/contract';
import { z } from 'zod';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { ReportSchedule } from './report-schedule.js';

const weeklyReportBody = z.strictObject(weeklyReportSchema.shape);

@SignedIn()
@Controller('api/leagues/:id/weekly-report')
export class WeeklyReportsController {
  constructor(private readonly schedule: ReportSchedule) {}

  @Get()
  @ApiRoute({
    summary: 'Whether I get a report after each week of the league',
    response: weeklyReportSchema,
    errors: ['not-found'],
  })
  async get(@CurrentPlayer() player: SessionPlayer, @Param('id') league: string): Promise<WeeklyReport> {
    return { on: await this.schedule.wants(league, player.id) };
  }

  @Put()
  @ApiRoute({
    summary: 'Get a report after each week of the league, or not',
    body: weeklyReportBody,
    response: weeklyReportSchema,
    errors: ['invalid-input', 'not-found'],
  })
  async set(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @Body(new ZodPipe(weeklyReportBody)) { on }: WeeklyReport,
  ): Promise<WeeklyReport> {
    await this.schedule.setWanted(league, player.id, on);
    return { on };
  }
}
