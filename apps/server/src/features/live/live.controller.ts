import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { longPollAnswerSchema, longPollQuerySchema } from '@sunday-live/contract';
import type { Request, Response } from 'express';
import { SignedIn } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { PollRoute } from './long-poll/poll-route.js';

/**
 * The long-poll as a normal route: for the API's description, and for polls whose address only the router parses (a
 * trailing slash, percent-encoding, HEAD).
 */
@Controller('api/leagues')
export class LiveController {
  constructor(private readonly polls: PollRoute) {}

  @Get(':id/live')
  @SignedIn()
  @ApiRoute({
    summary: "What happened after a position of the league's live stream; waits until there is something",
    query: longPollQuerySchema,
    response: longPollAnswerSchema,
    errors: [
      'unauthenticated',
      'origin-refused',
      'not-found',
      'invalid-input',
      'too-many-requests',
      'live-off',
    ],
  })
  poll(@Param('id') league: string, @Req() request: Request, @Res() response: Response): void {
    const { originalUrl } = request;
    const mark = originalUrl.indexOf('?');
    this.polls.serve(request, response, league, mark < 0 ? '' : originalUrl.slice(mark + 1));
  }
}
