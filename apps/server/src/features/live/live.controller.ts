import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type LongPollQuery, longPollAnswerSchema, longPollQuerySchema } from '@sunday-live/contract';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { sendProblem } from '../../platform/errors/send-problem.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ZodPipe } from '../../platform/http/zod.pipe.js';
import { SignedIn } from '../players/access.js';
import { CurrentPlayer, type SessionPlayer } from '../players/session-player.js';
import { LiveSwitch } from './live-switch.js';
import type { HeldPoll, Hold } from './long-poll/held-poll.js';
import { LongPollService } from './long-poll/long-poll.service.js';
import type { PollAnswer } from './long-poll/poll-answer.js';
import { pollOriginAllowed } from './long-poll/poll-origin.js';
import { viewerOf } from './viewer.js';

/** The live stream by long-poll: docs/protocol.md, rules P40 and following. */
@Controller('api/leagues')
export class LiveController {
  constructor(
    private readonly polls: LongPollService,
    private readonly live: LiveSwitch,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

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
  async poll(
    @Param('id') league: string,
    @Query(new ZodPipe(longPollQuerySchema)) query: LongPollQuery,
    @CurrentPlayer() player: SessionPlayer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!pollOriginAllowed(this.config, request.headers)) throw new AppError('origin-refused');
    const viewer = viewerOf(player);
    this.live.demand(viewer);
    const room = await this.polls.enter(league, viewer.id, query);
    if (response.destroyed) return;
    const poll = new ResponsePoll(response, this.polls);
    this.polls.start(poll, room, viewer, query);
  }
}

/** A poll held by an ordinary HTTP response. */
class ResponsePoll implements HeldPoll {
  hold: Hold | null = null;

  constructor(
    private readonly response: Response,
    private readonly polls: LongPollService,
  ) {
    response.once('close', () => this.polls.release(this));
  }

  answer({ body }: PollAnswer): void {
    if (this.polls.closing) this.response.setHeader('Connection', 'close');
    this.response.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.response.setHeader('Cache-Control', 'no-store');
    this.response.end(body);
  }

  refuse(error: AppError): void {
    sendProblem(this.response, error);
  }
}
