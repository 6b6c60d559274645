import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '../../../platform/errors/app-error.js';
import type { HeldPoll, Hold } from './held-poll.js';
import type { PollAnswer } from './poll-answer.js';
import type { Poller } from './pollers.js';

/** Shared by the polls of a route. */
export interface PollRouteParts {
  /** The status line and headers of a good answer; headers as alternating names and values. */
  writeHead(poll: ResponsePoll, headers: readonly string[]): void;
  sendProblem(poll: ResponsePoll, error: AppError): void;
  /** Called when the answer was written, or the client is gone. */
  over(poll: ResponsePoll): void;
}

/** A poll that waits as an HTTP response. */
export class ResponsePoll implements HeldPoll {
  poller: Poller | null = null;
  hold: Hold | null = null;
  /** True when it was answered, or its client is gone. */
  over = false;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    private readonly route: PollRouteParts,
  ) {
    const over = (): void => {
      this.over = true;
      route.over(this);
    };
    response.once('close', over);
    // a pipelined request: its response has no connection yet that could report its end
    if (response.socket === null) request.once('close', over);
  }

  answer(answer: PollAnswer): void {
    const { bytes, headers } = answer.body(/\bgzip\b/.test(this.request.headers['accept-encoding'] ?? ''));
    this.route.writeHead(this, headers);
    this.response.end(bytes);
  }

  refuse(error: AppError): void {
    this.route.sendProblem(this, error);
  }
}
