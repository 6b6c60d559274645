import { Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Public, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ownPage } from '../../platform/http/origin.js';
import { ONE_CLICK_PATH } from '../../platform/http/request-guard.js';
import { ProfileService } from './profile.service.js';

const query = z.object({ token: z.string().min(1).max(300) });
type TokenQuery = z.infer<typeof query>;

/**
 * The address in `List-Unsubscribe`: a POST switches the kind off; opening it only shows the page with the button
 * (rule M16).
 */
@Controller(ONE_CLICK_PATH)
@Public()
export class UnsubscribeController {
  constructor(
    private readonly profiles: ProfileService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiRoute({ summary: 'Leads to the page that asks', query, status: 302, errors: ['invalid-input'] })
  ask(@Query(new ZodPipe(query)) { token }: TokenQuery, @Res() response: Response): void {
    const page = ownPage(this.config, `/unsubscribe?token=${encodeURIComponent(token)}`);
    if (page === null) throw new AppError('not-found');
    response.redirect(page.href);
  }

  @Post()
  @HttpCode(204)
  @ApiRoute({
    summary: 'Switch a kind of email off, by the token of such an email (RFC 8058)',
    query,
    status: 204,
    errors: ['invalid-input', 'link-not-valid'],
  })
  switchOff(@Query(new ZodPipe(query)) { token }: TokenQuery): Promise<void> {
    return this.profiles.unsubscribe(token);
  }
}
