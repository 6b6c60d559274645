import type {
  IncomingHttpHeaders,
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from 'node:http';
import { parse } from 'node:querystring';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type LongPollQuery, longPollQuerySchema } from '@sunday-live/contract';
import { CONFIG, type Config } from '../../../config/config.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { sendProblem, toAppError } from '../../../platform/errors/problem.filter.js';
import { dataHeaders, type Headers } from '../../../platform/http/csp.js';
import { ownOrigins } from '../../../platform/http/origin.js';
import { SparseRequestLog } from '../../../platform/http/request-log.js';
import { Log } from '../../../platform/logging/log.module.js';
import { demandNamedPlayer, namedPlayer } from '../../auth/session-player.js';
import { LiveSessions } from '../live-sessions.js';
import type { Viewer } from '../viewer.js';
import { type PollRouteParts, ResponsePoll } from './held-poll.js';
import { LongPollService } from './long-poll.service.js';

/** Header that our pages send where the browser sends neither origin nor site (plain http outside localhost). */
const OWN_CLIENT = 'sunday-live';

/**
 * Returns true when a poll is sent by a page of ours. Browsers leave `Origin` out of reads within a site; there
 * `Sec-Fetch-Site` has the same meaning, or a header that other sites cannot set without a preflight. Without a
 * cookie a poll shows nothing.
 */
export function ownPolls(config: Pick<Config, 'publicUrl'>): (headers: IncomingHttpHeaders) => boolean {
  const own = ownOrigins(config);
  return ({ origin, cookie, 'sec-fetch-site': site, 'x-requested-with': client }) => {
    if (origin !== undefined) return own.includes(origin);
    return cookie === undefined || site === 'same-origin' || client === OWN_CLIENT;
  };
}

/** A poll as clients send it. Other spellings of the address reach the router instead. */
const POLL = /^\/api\/leagues\/([\w-]{1,64})\/live(?:\?(.{0,256}))?$/;

/**
 * The route of all polls: docs/protocol.md, from rule P40. It works on node:http's own objects and runs before
 * Express, because Express's way to a handler costs as much as the answer itself.
 */
@Injectable()
export class PollRoute implements OnModuleInit, PollRouteParts {
  private readonly own: ReturnType<typeof ownPolls>;
  private readonly security: Headers;
  private readonly securityFlat: readonly string[];
  private readonly requests: SparseRequestLog;
  /** After an event all polls ask for the same position, so the query that was parsed last is usually also the next. */
  private lastQuery: { readonly search: string; readonly query: LongPollQuery } | null = null;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly polls: LongPollService,
    private readonly sessions: LiveSessions,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.own = ownPolls(config);
    this.security = dataHeaders(config);
    this.securityFlat = this.security.flat();
    this.requests = new SparseRequestLog(log, '/api/leagues/:id/live');
  }

  onModuleInit(): void {
    if (this.config.role === 'worker') return;
    const server: Server = this.http.httpAdapter.getHttpServer();
    const others = server.listeners('request').filter(isRequestListener);
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (this.take(request, response)) return;
      for (const other of others) Reflect.apply(other, server, [request, response]);
    });
  }

  private take(request: IncomingMessage, response: ServerResponse): boolean {
    const [, league, search = ''] = (request.method === 'GET' && POLL.exec(request.url ?? '')) || [];
    if (league === undefined) return false;
    this.requests.begin(request, response);
    this.serve(request, response, league, search);
    return true;
  }

  /** Answers a poll, or holds it. @param search the query string of its address */
  serve(request: IncomingMessage, response: ServerResponse, league: string, search: string): void {
    const poll = new ResponsePoll(request, response, this);
    try {
      if (!this.own(request.headers)) throw new AppError('origin-refused');
      const viewer = this.sessions.recall(request.headers);
      if (viewer !== null) this.admit(poll, viewer, league, search);
      else this.identify(poll, league, search).catch((error: unknown) => this.fail(poll, error));
    } catch (error) {
      this.fail(poll, error);
    }
  }

  writeHead({ request, response }: ResponsePoll, headers: readonly string[]): void {
    response.writeHead(200, [
      ...this.securityFlat,
      ...headers,
      ...this.requests.headers(request, response),
      ...(this.polls.closing ? ['Connection', 'close'] : []),
    ]);
  }

  sendProblem({ request, response }: ResponsePoll, error: AppError): void {
    if (!response.headersSent) {
      for (const [name, value] of this.security) response.setHeader(name, value);
      this.requests.problem(request, response, error.status);
    }
    sendProblem(response, error);
  }

  over(poll: ResponsePoll): void {
    this.polls.release(poll);
  }

  private async identify(poll: ResponsePoll, league: string, search: string): Promise<void> {
    const viewer = await this.sessions.find(poll.request.headers);
    if (viewer === null) throw new AppError('unauthenticated');
    this.admit(poll, viewer, league, search);
  }

  /** The player's limits are checked before anything that needs the database. */
  private admit(poll: ResponsePoll, viewer: Viewer, league: string, search: string): void {
    if (poll.over) return;
    demandNamedPlayer(namedPlayer(poll.request.headers), viewer.id);
    this.polls.admit(poll, viewer);
    const query = this.parsed(search);
    const room = this.polls.recall(league, viewer.id, query);
    if (room !== null) {
      this.polls.start(poll, room, viewer, query);
      return;
    }
    this.polls
      .enter(league, viewer.id, query)
      .then((entered) => {
        if (!poll.over) this.polls.start(poll, entered, viewer, query);
      })
      .catch((error: unknown) => this.fail(poll, error));
  }

  private parsed(search: string): LongPollQuery {
    if (this.lastQuery?.search === search) return this.lastQuery.query;
    const query = longPollQuerySchema.parse(parse(search));
    this.lastQuery = { search, query };
    return query;
  }

  private fail(poll: ResponsePoll, thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.code === 'internal') this.log.failure('a poll failed', thrown);
    poll.refuse(error);
  }
}

/** `listeners()` returns plain functions. */
function isRequestListener(listener: unknown): listener is RequestListener {
  return typeof listener === 'function';
}
