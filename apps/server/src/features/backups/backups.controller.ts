import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { type BackupRequest, type Backups, backupRequestSchema, backupsSchema } from '@sunday-live/contract';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { BackupsService } from './backups.service.js';

@AdminOnly()
@Controller('api/admin/backups')
export class BackupsController {
  constructor(private readonly backups: BackupsService) {}

  @Get()
  @ApiRoute({ summary: 'Scheduled backups, their schedule and what is being made', response: backupsSchema })
  list(): Promise<Backups> {
    return this.backups.show();
  }

  @Post()
  @HttpCode(202)
  @Audited('backup.make')
  @ApiRoute({
    summary: 'Make a backup now, on a worker',
    status: 202,
    body: backupRequestSchema,
    response: backupsSchema,
    errors: ['invalid-input', 'backups-off'],
  })
  make(
    @By() author: Author,
    @Body(new ZodPipe(backupRequestSchema)) request: BackupRequest,
  ): Promise<Backups> {
    return this.backups.ask(author, request);
  }
}
