import { Controller, Get } from '@nestjs/common';
import { type AdminStatus, adminStatusSchema } from '@sunday-live/contract';
import { AdminOnly } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { StatusService } from './status.service.js';

@AdminOnly()
@Controller('api/admin/status')
export class StatusController {
  constructor(private readonly status: StatusService) {}

  @Get()
  @ApiRoute({
    summary: 'Versions, switches, alerts, feed, log, nodes, queues, services outside and the database',
    response: adminStatusSchema,
  })
  read(): Promise<AdminStatus> {
    return this.status.read();
  }
}
