import { Controller, Get, Query } from '@nestjs/common';
import { type AuditPage, type AuditQuery, auditPageSchema, auditQuerySchema } from '@sunday-live/contract';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { AuditReader } from './audit-reader.js';

@AdminOnly()
@Controller('api/admin/audit')
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Get()
  @ApiRoute({
    summary: 'Changes by admins, newest first, by page',
    query: auditQuerySchema,
    response: auditPageSchema,
    errors: ['invalid-input'],
  })
  page(@Query(new ZodPipe(auditQuerySchema)) query: AuditQuery): Promise<AuditPage> {
    return this.reader.page(query);
  }
}
