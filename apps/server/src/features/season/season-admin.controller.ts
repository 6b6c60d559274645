import { Body, Controller, Patch } from '@nestjs/common';
import { lockModeSchema, type Season, seasonSchema } from '@sunday-live/contract';
import { z } from 'zod';
import { AdminOnly } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ZodPipe } from '../../platform/http/zod.pipe.js';
import { SeasonAdminService, type SeasonWeek } from './season-admin.service.js';
import { WeekParam } from './week-param.js';

const lockBody = z.strictObject({ lock: lockModeSchema });
/** An ISO instant with its offset; null = as the kick-offs say. */
const deadlineBody = z.strictObject({ deadline: z.iso.datetime({ offset: true }).nullable() });

@AdminOnly()
@Controller('api/admin')
export class SeasonAdminController {
  constructor(private readonly admin: SeasonAdminService) {}

  @Patch('season')
  @ApiRoute({
    summary: 'Lock cards by week or game by game',
    body: lockBody,
    response: seasonSchema,
    errors: ['invalid-input'],
  })
  setLock(@Body(new ZodPipe(lockBody)) { lock }: z.infer<typeof lockBody>): Promise<Season> {
    return this.admin.setLock(lock);
  }

  @Patch('weeks/:week')
  @ApiRoute({
    summary: "Set a week's deadline; null for the one that follows from the kick-offs",
    body: deadlineBody,
    response: seasonSchema.shape.weeks.element,
    errors: ['invalid-input', 'unknown-week'],
  })
  setDeadline(
    @WeekParam() week: number,
    @Body(new ZodPipe(deadlineBody)) { deadline }: z.infer<typeof deadlineBody>,
  ): Promise<SeasonWeek> {
    return this.admin.setDeadline(week, deadline === null ? null : new Date(deadline));
  }
}
