import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readFreshness } from '../http/feed-http.js';
import { FeedError, type FeedErrorCode } from '../score-feed.js';
import { EspnFeed, type EspnOptions, SCOREBOARD_PATH } from './espn-feed.js';
import { gameEvent, scoreboard } from './testing/espn-payload.js';

const good = JSON.stringify(scoreboard([gameEvent()]));
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function feedOf(listener: RequestListener, options: Partial<EspnOptions> = {}) {
  return new EspnFeed({ baseUrl: await serve(listener), timeoutMs: 2_000, ...options });
}

async function failureOf(reading: Promise<unknown>): Promise<FeedError> {
  const error = await reading.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FeedError)) throw error;
  return error;
}

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };

describe('EspnFeed', () => {
  it('reads the current scoreboard, and a week of a season', async () => {
    const asked: (string | undefined)[] = [];
    const feed = await feedOf((request, response) => {
      asked.push(request.url);
      response.end(good);
    });
    const read = await feed.scores();
    expect(read).toMatchObject({ etag: null, maxAgeMs: null });
    expect(read.board?.observation.games).toHaveLength(1);
    await feed.schedule({ season: 2025, seasonType: 2, week: 7 });
    expect(asked).toEqual([SCOREBOARD_PATH, `${SCOREBOARD_PATH}?dates=2025&seasontype=2&week=7`]);
  });

  it('reads gzip', async () => {
    const feed = await feedOf(answer(200, gzipSync(good), { 'content-encoding': 'gzip' }));
    expect((await feed.scores()).board?.observation.games).toHaveLength(1);
  });

  it('asks with the tag of the last answer, and takes 304 for success', async () => {
    const feed = await feedOf((request, response) => {
      const same = request.headers['if-none-match'] === '"a"';
      response
        .writeHead(same ? 304 : 200, { etag: '"a"', 'cache-control': 'max-age=10' })
        .end(same ? '' : good);
    });
    const first = await feed.scores();
    expect(first).toMatchObject({ etag: '"a"', maxAgeMs: 10_000 });
    const second = await feed.scores({ etag: first.etag });
    expect(second).toMatchObject({ board: null, etag: '"a"', maxAgeMs: 10_000 });
  });

  it('takes a 304 that it did not ask for as a failure', async () => {
    const feed = await feedOf(answer(304, ''));
    expect(await failureOf(feed.scores())).toMatchObject({ code: 'status', status: 304 });
  });

  it.each<[string, FeedErrorCode, RequestListener]>([
    ['403', 'status', answer(403, 'no')],
    ['404 with an error body', 'status', answer(404, '{"code":404}')],
    ['500', 'status', answer(500, 'application error')],
    ['204', 'status', answer(204, '')],
    ['an HTML page', 'not-json', answer(200, '<!doctype html><title>Sorry</title>')],
    ['plain text', 'not-json', answer(200, 'Redirecting')],
    ['nothing', 'not-json', answer(200, '')],
    ['cut JSON', 'not-json', answer(200, good.slice(0, -20))],
    ['an error body with status 200', 'not-a-scoreboard', answer(200, '{"code":0,"detail":"general error"}')],
    ['cut gzip', 'not-json', answer(200, gzipSync(good).subarray(0, 60), { 'content-encoding': 'gzip' })],
    ['another origin', 'redirect', answer(302, '', { location: 'http://127.0.0.2:9/elsewhere' })],
    ['an unreadable location', 'redirect', answer(302, '', { location: 'http://[' })],
    ['redirects without end', 'redirect', answer(302, '', { location: SCOREBOARD_PATH })],
    ['a reset connection', 'network', (request) => void request.socket.destroy()],
  ])('fails on %s with %s', async (_, code, listener) => {
    const feed = await feedOf(listener);
    expect(await failureOf(feed.scores())).toMatchObject({ code });
  });

  it('fails when a body ends before its announced length', async () => {
    const feed = await feedOf((request, response) => {
      response.writeHead(200, { 'content-length': String(good.length) });
      response.write(good.slice(0, 100), () => request.socket.destroy());
    });
    expect(await failureOf(feed.scores())).toMatchObject({ code: 'network' });
  });

  it('follows a redirect on the same origin', async () => {
    const feed = await feedOf((request, response) => {
      if (request.url === '/moved') response.end(good);
      else response.writeHead(301, { location: '/moved' }).end();
    });
    expect((await feed.scores()).board?.observation.games).toHaveLength(1);
  });

  it('limits the whole exchange: no answer, and a body that trickles', async () => {
    const silent = await feedOf(() => undefined, { timeoutMs: 100 });
    expect(await failureOf(silent.scores())).toMatchObject({ code: 'timeout' });

    const trickling = await feedOf(
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(timer));
      },
      { timeoutMs: 150 },
    );
    expect(await failureOf(trickling.scores())).toMatchObject({ code: 'timeout' });
  });

  it('limits the body, also when compression hides its size', async () => {
    const big = Buffer.alloc(300_000, ' ');
    const plain = await feedOf(answer(200, big), { maxBodyBytes: 100_000 });
    expect(await failureOf(plain.scores())).toMatchObject({ code: 'too-large' });
    const packed = await feedOf(answer(200, gzipSync(big), { 'content-encoding': 'gzip' }), {
      maxBodyBytes: 100_000,
    });
    expect(await failureOf(packed.scores())).toMatchObject({ code: 'too-large' });
  });

  it('says how long the feed asked it to wait', async () => {
    const feed = await feedOf(answer(429, 'slow down', { 'retry-after': '7' }));
    const failure = await failureOf(feed.scores());
    expect(failure).toMatchObject({ code: 'status', status: 429, retryAfterMs: 7_000 });
    expect(failure.refused).toBe(true);
  });

  it('ends at once on shutdown', async () => {
    const shutdown = new AbortController();
    const feed = await feedOf(() => shutdown.abort(), { timeoutMs: 60_000 });
    expect(await failureOf(feed.scores({ signal: shutdown.signal }))).toMatchObject({ code: 'aborted' });
    expect(await failureOf(feed.scores({ signal: shutdown.signal }))).toMatchObject({ code: 'aborted' });
  });

  it('names the reason when nobody listens', async () => {
    const feed = new EspnFeed({ baseUrl: 'http://127.0.0.1:1', timeoutMs: 2_000 });
    expect(await failureOf(feed.scores())).toMatchObject({ code: 'network' });
  });
});

describe('headers', () => {
  const headers = (entries: Record<string, string>) => new Headers(entries);

  it.each([
    ['max-age=10', '', 10_000],
    ['public, max-age=10, must-revalidate', '3', 7_000],
    ['max-age="20"', 'x', 20_000],
    ['max-age=10', '30', null],
    ['s-maxage=10', '', null],
    ['max-age=-5', '', null],
    ['max-age=1e9', '', null],
    ['max-age=0', '', null],
    ['no-store, max-age=10', '', null],
    ['', '', null],
  ])('cache-control %j, age %j: fresh for %s ms', (control, age, expected) => {
    expect(readFreshness(headers({ 'cache-control': control, age }))).toBe(expected);
  });
});
