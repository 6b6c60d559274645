import { Body, Controller, Patch } from '@nestjs/common';
import { lockModeSchema, type Season, seasonSchema, whySchema } from '@sunday-live/contract';
import { z } from 'zod';
import { Audited } from '../../platform/audit/audited.js';
import { type Author, By } from '../../platform/audit/author.js';
import { AdminOnly } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ZodPipe } from '../../platform/http/zod.pipe.js';
import { SeasonAdminService, type SeasonWeek } from './season-admin.service.js';
import { WeekParam } from './week-param.js';

const lockBody = z.strictObject({ lock: lockModeSchema, why: whySchema.optional() });
/** An ISO instant with its offset; null = as the kick-offs say. */
const deadlineBody = z.strictObject({
  deadline: z.iso.datetime({ offset: true }).nullable(),
  why: whySchema.optional(),
});

@AdminOnly()
@Controller('api/admin')
export class SeasonAdminController {
  constructor(private readonly admin: SeasonAdminService) {}

  @Patch('season')
  @Audited('season.lock')
  @ApiRoute({
    summary: 'Lock cards by week or game by game',
    body: lockBody,
    response: seasonSchema,
    errors: ['invalid-input'],
  })
  setLock(
    @By() author: Author,
    @Body(new ZodPipe(lockBody)) { lock, why }: z.infer<typeof lockBody>,
  ): Promise<Season> {
    return this.admin.setLock(author, lock, why);
  }

  @Patch('weeks/:week')
  @Audited('week.deadline')
  @ApiRoute({
    summary: "Set a week's deadline; null for the one that follows from the kick-offs",
    body: deadlineBody,
    response: seasonSchema.shape.weeks.element,
    errors: ['invalid-input', 'unknown-week'],
  })
  setDeadline(
    @By() author: Author,
    @WeekParam() week: number,
    @Body(new ZodPipe(deadlineBody)) { deadline, why }: z.infer<typeof deadlineBody>,
  ): Promise<SeasonWeek> {
    return this.admin.setDeadline(author, week, deadline === null ? null : new Date(deadline), why);
  }
}
