import type { Server } from 'node:http';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIG, type Config } from '../../../config/config.js';
import { Log } from '../../../platform/logging/log.js';
import { LiveSessions } from '../live-sessions.js';
import { LongPollService } from './long-poll.service.js';
import { PollFront } from './poll-front.js';
import { pollOriginAllowed } from './poll-origin.js';
import { PollLines } from './poll-request.js';

/** Longer than proxies keep an idle connection (60 s by default), so that it is they who close it. */
const KEEP_ALIVE_MS = 75_000;
const HEADERS_WITHIN_MS = 20_000;

/** Puts the long-poll's fast path before the HTTP server. */
@Injectable()
export class PollEntrance implements OnModuleInit, OnModuleDestroy {
  #front: PollFront | null = null;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly polls: LongPollService,
    private readonly sessions: LiveSessions,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    if (this.config.role === 'worker') return;
    const server: Server = this.http.httpAdapter.getHttpServer();
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.headersTimeout = HEADERS_WITHIN_MS;
    const { polls, sessions, config } = this;
    this.#front = PollFront.before(
      server,
      {
        lines: new PollLines(),
        closing: () => polls.closing,
        originAllowed: (headers) => pollOriginAllowed(config, headers),
        recallViewer: (cookie) => sessions.recall(cookie),
        findViewer: (headers) => sessions.find(headers),
        recallRoom: ({ league, query }, playerId) => polls.recall(league, playerId, query),
        enterRoom: ({ league, query }, playerId) => polls.enter(league, playerId, query),
        start: (poll, room, viewer, { query }) => polls.start(poll, room, viewer, query),
        release: (poll) => polls.release(poll),
      },
      (error) => this.log.failure('a poll failed', error),
    );
  }

  onModuleDestroy(): void {
    this.#front?.close();
  }
}
