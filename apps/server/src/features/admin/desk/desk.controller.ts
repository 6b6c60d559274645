import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  type AdminDesk,
  adminDeskSchema,
  type Reason,
  type Reminded,
  reasonSchema,
  remindedSchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { NudgeMails } from '../../emails/nudge-mails.js';
import { DeskService } from './desk.service.js';

/** What needs an admin now, and reminders on demand. */
@AdminOnly()
@Controller('api/admin/desk')
export class DeskController {
  constructor(
    private readonly desk: DeskService,
    private readonly nudges: NudgeMails,
  ) {}

  @Get()
  @ApiRoute({
    summary: 'What needs an admin besides the alerts: cards not handed in, quarantine, failed jobs',
    response: adminDeskSchema,
  })
  read(): Promise<AdminDesk> {
    return this.desk.read();
  }

  @Post('remind')
  @HttpCode(200)
  @Audited('cards.remind')
  @ApiRoute({
    summary: 'Remind every player whose card lacks the games that lock next, at most once a day each',
    body: reasonSchema,
    response: remindedSchema,
    errors: ['deadline-passed', 'invalid-input'],
  })
  async remind(@By() author: Author, @Body(new ZodPipe(reasonSchema)) { why }: Reason): Promise<Reminded> {
    return { players: await this.nudges.send(author, why) };
  }
}
