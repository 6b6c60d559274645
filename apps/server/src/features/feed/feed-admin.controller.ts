import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { type Reason, reasonSchema, whySchema } from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { FeedAdminService } from './feed-admin.service.js';

const importBody = z.strictObject({ why: z.optional(whySchema) }).default({});

@AdminOnly()
@Controller('api/admin')
export class FeedAdminController {
  constructor(private readonly admin: FeedAdminService) {}

  @Post('schedule/import')
  @HttpCode(202)
  @Audited('schedule.import')
  @ApiRoute({
    summary: 'Have every week of the season read from the feed again, one after the other',
    body: importBody,
    status: 202,
    errors: ['invalid-input'],
  })
  importSchedule(
    @By() author: Author,
    @Body(new ZodPipe(importBody)) { why }: z.infer<typeof importBody>,
  ): Promise<void> {
    return this.admin.importSchedule(author, why);
  }

  @Post('feed/week/accept')
  @HttpCode(204)
  @Audited('feed-week.accept')
  @ApiRoute({
    summary: 'Believe the current week that the feed names and that is doubted',
    body: reasonSchema,
    status: 204,
    errors: ['invalid-input', 'not-found'],
  })
  acceptWeek(@By() author: Author, @Body(new ZodPipe(reasonSchema)) { why }: Reason): Promise<void> {
    return this.admin.acceptWeek(author, why);
  }
}
