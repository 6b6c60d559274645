import { Body, Controller, Get, Patch } from '@nestjs/common';
import {
  type SiteStatus,
  type SwitchesChange,
  siteStatusSchema,
  switchesChangeSchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, Public, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { SiteService } from './site.service.js';

@Controller('api')
export class SiteController {
  constructor(private readonly site: SiteService) {}

  @Get('status')
  @Public()
  @ApiRoute({ summary: 'State of registration, live page and maintenance', response: siteStatusSchema })
  status(): Promise<SiteStatus> {
    return this.site.status();
  }

  @Patch('admin/switches')
  @AdminOnly()
  @Audited('site.switch')
  @ApiRoute({
    summary: 'Switch the live page and maintenance, on all nodes within 5 s',
    body: switchesChangeSchema,
    response: siteStatusSchema,
    errors: ['invalid-input'],
  })
  change(
    @By() author: Author,
    @Body(new ZodPipe(switchesChangeSchema)) change: SwitchesChange,
  ): Promise<SiteStatus> {
    return this.site.change(author, change);
  }
}
