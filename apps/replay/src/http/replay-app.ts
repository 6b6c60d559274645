import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import { ZodError, z } from 'zod';
import { controlCommandSchema } from '../control.js';
import { faultsBodySchema } from '../faults/fault.js';
import { spoilPayload, spoilReply } from '../faults/fault-box.js';
import type { WireReply } from '../faults/wire.js';
import { type Selection, scoreboard } from '../payload/scoreboard.js';
import type { Recording } from '../recording/recording.js';
import type { Replay } from '../replay.js';
import type { RequestLog } from './request-log.js';

export const scoreboardPath = '/apis/site/v2/sports/football/nfl/scoreboard';

export interface CacheOptions {
  /** Sends an `ETag` and answers 304 to a matching `If-None-Match`. */
  etag?: boolean;
  /** Sends `cache-control: max-age=<seconds>`. */
  maxAge?: number;
}

/** Serves a replay over HTTP: ESPN's scoreboard, and the `/replay` controls. */
export function replayApp(replay: Replay, requests: RequestLog, cache: CacheOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(express.json());

  app.get(scoreboardPath, async (request, response) => {
    const faults = replay.faults.take();
    const search = searchOf(request);
    const spoilt = spoilReply(scoreboardReply(replay, search, faults), faults, replay.now());
    const reply = withCaching(spoilt, request, cache);
    requests.add({
      query: search.toString(),
      answer: reply.delivery.kind === 'never' ? 'hang' : reply.status,
      faults: faults.map((fault) => fault.kind),
    });
    await deliver(response, reply);
  });

  app.get('/replay', (_request, response) => {
    response.json(replay.state());
  });
  app.post('/replay/control', async (request, response) => {
    response.json(await replay.control(controlCommandSchema.parse(request.body)));
  });
  app
    .route('/replay/faults')
    .get((_request, response) => {
      response.json({ faults: replay.faults.list() });
    })
    .post((request, response) => {
      replay.faults.add(faultsBodySchema.parse(request.body).faults);
      response.json({ faults: replay.faults.list() });
    })
    .delete((_request, response) => {
      replay.faults.clear();
      response.json({ faults: [] });
    });
  app
    .route('/replay/requests')
    .get((_request, response) => {
      response.json(requests.report());
    })
    .delete((_request, response) => {
      requests.clear();
      response.json(requests.report());
    });

  app.use((_request, response) => {
    response.status(404).json({ code: 404, message: 'Not found' });
  });
  app.use(onError);
  return app;
}

function scoreboardReply(
  replay: Replay,
  search: URLSearchParams,
  faults: Parameters<typeof spoilPayload>[1],
): WireReply {
  if (replay.restarting) {
    return json(503, { code: 503, message: 'Service failure on request.' }, { 'retry-after': '1' });
  }
  const selection = selectionOf(search, replay.recording);
  if (selection === undefined) {
    return json(400, { code: 400, message: 'Failed to get events endpoint.' });
  }
  const payload = scoreboard(replay.recording, replay.moment(), selection, replay.shape);
  return json(200, spoilPayload(payload, faults));
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): WireReply {
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'access-control-allow-origin': '*',
      ...headers,
    },
    body: JSON.stringify(body),
    delivery: { kind: 'whole' },
  };
}

function withCaching(reply: WireReply, request: Request, { etag, maxAge }: CacheOptions): WireReply {
  if (reply.status !== 200) {
    return reply;
  }
  const tag = `"${createHash('sha1').update(reply.body).digest('base64url')}"`;
  const headers = {
    ...reply.headers,
    ...(maxAge === undefined ? {} : { 'cache-control': `max-age=${maxAge}` }),
    ...(etag === true ? { etag: tag } : {}),
  };
  return etag === true && request.get('if-none-match') === tag
    ? { ...reply, status: 304, headers, body: '' }
    : { ...reply, headers };
}

function searchOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://replay').searchParams;
}

const onError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const [status, message] = describe(error);
  response.status(status).json({ code: status, message });
};

function describe(error: unknown): [number, string] {
  if (error instanceof ZodError) {
    return [400, z.prettifyError(error)];
  }
  if (error instanceof RangeError || error instanceof SyntaxError) {
    return [400, error.message];
  }
  console.error('replay: request failed', error);
  return [500, 'Internal error'];
}

/** Writes an answer in its requested way: whole, slowly, or never. Stops when the client disconnects. */
async function deliver(response: ServerResponse, reply: WireReply): Promise<void> {
  const { delivery } = reply;
  if (delivery.kind === 'never') {
    return;
  }
  const body = Buffer.from(reply.body);
  const length = reply.status === 304 ? {} : { 'content-length': String(body.length) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  if (delivery.kind === 'whole') {
    response.end(body);
    return;
  }
  for (let start = 0; start < body.length && !response.destroyed; start += delivery.bytes) {
    response.write(body.subarray(start, start + delivery.bytes));
    await sleep(delivery.everyMs, undefined, { ref: false });
  }
  response.end();
}

const REGULAR_SEASON = '2';

/**
 * Parses a scoreboard request; `undefined` for a date range, which ESPN refuses. `dates` is a season's year (with
 * `week`), a month or a day; an empty query means the current week.
 */
function selectionOf(query: URLSearchParams, recording: Recording): Selection | undefined {
  const dates = query.get('dates') ?? '';
  const week = query.get('week');
  if (dates.includes('-')) {
    return undefined;
  }
  if (/^\d{6}(\d\d)?$/.test(dates)) {
    return { kind: 'day', day: dates };
  }
  if ((query.get('seasontype') ?? REGULAR_SEASON) !== REGULAR_SEASON || !/^(\d{4})?$/.test(dates)) {
    return { kind: 'nothing' };
  }
  const season = dates === '' ? recording.season : Number(dates);
  return {
    kind: 'week',
    season,
    week: week === null ? recording.week : /^\d{1,2}$/.test(week) ? Number(week) : 0,
  };
}
