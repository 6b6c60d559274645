import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import {
  type Recompute,
  type ResultsCheck,
  recomputeSchema,
  resultsCheckSchema,
  type SeasonQuery,
  seasonQuerySchema,
  whySchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By, ChangesNothing } from '../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { InSeason, WeekParam } from '../calendar/week-param.js';
import { ResultsAdminService } from './results-admin.service.js';

const whyBody = z.strictObject({ why: z.optional(whySchema) }).default({});
const recomputeQuery = z.object({
  ...seasonQuerySchema.shape,
  dryRun: z.enum(['true', 'false']).default('false'),
});

@AdminOnly()
@Controller('api/admin/results/:week')
export class ResultsAdminController {
  constructor(private readonly admin: ResultsAdminService) {}

  @Post('check')
  @HttpCode(200)
  @ChangesNothing('it only says what the checks find')
  @ApiRoute({
    summary: 'What the sanity checks say of the week’s results now',
    query: seasonQuerySchema,
    response: resultsCheckSchema,
    errors: ['invalid-input', 'unknown-week'],
  })
  check(@WeekParam() week: number, @InSeason() asked: SeasonQuery): Promise<ResultsCheck> {
    return this.admin.check({ ...asked, week });
  }

  @Post('confirm')
  @HttpCode(200)
  @Audited('results.confirm')
  @ApiRoute({
    summary: 'Confirm the results of a week that is over, although the checks have found something',
    query: seasonQuerySchema,
    body: whyBody,
    response: resultsCheckSchema,
    errors: ['busy', 'invalid-input', 'unknown-week', 'week-not-over'],
  })
  confirm(
    @By() author: Author,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
    @Body(new ZodPipe(whyBody)) { why }: z.infer<typeof whyBody>,
  ): Promise<ResultsCheck> {
    return this.admin.confirm(author, { ...asked, week }, why);
  }

  @Post('recompute')
  @HttpCode(200)
  @Audited('results.recompute')
  @ApiRoute({
    summary: 'Work out a week’s scores from scratch; with `dryRun=true` only what would differ',
    query: recomputeQuery,
    body: whyBody,
    response: recomputeSchema,
    errors: ['invalid-input', 'unknown-week'],
  })
  recompute(
    @By() author: Author,
    @WeekParam() week: number,
    @Query(new ZodPipe(recomputeQuery)) { dryRun, ...asked }: z.infer<typeof recomputeQuery>,
    @Body(new ZodPipe(whyBody)) { why }: z.infer<typeof whyBody>,
  ): Promise<Recompute> {
    return this.admin.recompute(author, { ...asked, week }, dryRun === 'true', why);
  }
}
