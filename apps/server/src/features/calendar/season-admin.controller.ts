import { Body, Controller, Patch } from '@nestjs/common';
import {
  lockModeSchema,
  playoffRulesSchema,
  type Season,
  type SeasonQuery,
  seasonQuerySchema,
  seasonSchema,
  seasonWeekSchema,
  whySchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { SeasonAdminService, type SeasonWeek } from './season-admin.service.js';
import { InSeason, WeekParam } from './week-param.js';

const settingsBody = z
  .strictObject({
    lock: z.optional(lockModeSchema),
    forcedJokers: z.boolean().optional(),
    preseason: z.boolean().optional(),
    playoffs: z.optional(playoffRulesSchema),
    why: z.optional(whySchema),
  })
  .refine(
    ({ why: _, ...settings }) => Object.values(settings).some((value) => value !== undefined),
    'names no setting',
  );
/**
 * An ISO instant with an offset; null: the deadline follows from the kickoffs. `opens`: ids of the locked games that
 * the new deadline opens.
 */
const deadlineBody = z.strictObject({
  deadline: z.iso.datetime({ offset: true }).nullable(),
  opens: z.array(z.string()).max(40).default([]),
  why: z.optional(whySchema),
});

@AdminOnly()
@Controller('api/admin')
export class SeasonAdminController {
  constructor(private readonly admin: SeasonAdminService) {}

  @Patch('season')
  @Audited('season.settings')
  @ApiRoute({
    summary:
      'Lock cards by week or game by game; play jokers that would be lost; whether the pre-season is played, and how the playoffs are',
    body: settingsBody,
    response: seasonSchema,
    errors: ['invalid-input'],
  })
  change(
    @By() author: Author,
    @Body(new ZodPipe(settingsBody)) { why, ...settings }: z.infer<typeof settingsBody>,
  ): Promise<Season> {
    return this.admin.change(author, settings, why);
  }

  @Patch('weeks/:week')
  @Audited('week.deadline')
  @ApiRoute({
    summary:
      "Set a week's deadline; null for the one that follows from the kickoffs. Locked games that would open are listed first",
    query: seasonQuerySchema,
    body: deadlineBody,
    response: seasonWeekSchema,
    errors: ['invalid-input', 'unknown-week', 'games-would-open'],
  })
  setDeadline(
    @By() author: Author,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
    @Body(new ZodPipe(deadlineBody)) { deadline, opens, why }: z.infer<typeof deadlineBody>,
  ): Promise<SeasonWeek> {
    const at = deadline === null ? null : new Date(deadline);
    return this.admin.setDeadline(author, { ...asked, week }, { deadline: at, opens }, why);
  }
}
