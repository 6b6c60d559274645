import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type Alert, alertSchema, alertsSchema, whySchema } from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { AlertsService } from './alerts.service.js';

const listQuery = z.object({ all: z.enum(['true', 'false']).default('false') });
const idSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const resolveBody = z.strictObject({ why: z.optional(whySchema) }).default({});

@AdminOnly()
@Controller('api/admin/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @ApiRoute({
    summary: 'What needs an admin; `all=true` lists what is over, too',
    query: listQuery,
    response: alertsSchema,
    errors: ['invalid-input'],
  })
  list(@Query(new ZodPipe(listQuery)) { all }: z.infer<typeof listQuery>): Promise<Alert[]> {
    return this.alerts.list(all === 'true');
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Audited('alert.resolve')
  @ApiRoute({
    summary: 'Put an alert aside',
    body: resolveBody,
    response: alertSchema,
    errors: ['invalid-input', 'not-found'],
  })
  resolve(
    @By() author: Author,
    @Param('id', new ZodPipe(idSchema)) id: number,
    @Body(new ZodPipe(resolveBody)) { why }: z.infer<typeof resolveBody>,
  ): Promise<Alert> {
    return this.alerts.resolve(author, id, why);
  }
}
