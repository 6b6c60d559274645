import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aSnapshot } from '../testing/slate.js';
import { poll } from './long-poll-transport.js';

describe('one poll', () => {
  let http: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const asked: IncomingMessage[] = [];

  beforeEach(async () => {
    asked.length = 0;
    http = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  const origin = () => `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const ask = (seq: number | null, signal = new AbortController().signal) =>
    poll('my league', seq === null ? null : { epoch: 'e1', seq }, signal, { origin: origin() });
  const says = (status: number, body: unknown, headers = {}) => {
    answer = (_request, response) => response.writeHead(status, headers).end(JSON.stringify(body));
  };
  const refuses = (status: number, code: string, headers = {}) =>
    says(status, { code }, { 'content-type': 'application/problem+json; charset=utf-8', ...headers });
  const quiet = {
    epoch: 'e1',
    head: 4,
    reset: false,
    serverTime: 'now',
    feed: { state: 'ok', asOf: null },
    events: [] as unknown[],
  };

  it('sends its position and identifies itself as the page (P40, P46)', async () => {
    says(200, quiet);
    await expect(ask(4)).resolves.toEqual({ kind: 'answer', answer: quiet });
    expect(asked[0]?.url).toBe('/api/leagues/my%20league/live?wait=20&epoch=e1&since=4');
    expect(asked[0]?.headers['x-requested-with']).toBe('sunday-live');
  });

  it('requests a snapshot without a position', async () => {
    says(200, { ...quiet, reset: true, events: [aSnapshot()] });
    await expect(ask(null)).resolves.toMatchObject({ answer: { events: [{ type: 'snapshot' }] } });
    expect(asked[0]?.url).toBe('/api/leagues/my%20league/live?wait=20');
  });

  it('distinguishes signed out, no access to the league, and failures', async () => {
    refuses(401, 'unauthenticated');
    await expect(ask(4)).resolves.toEqual({ kind: 'refused', why: 'signed-out' });
    refuses(409, 'signed-in-as-another');
    await expect(ask(4)).resolves.toEqual({ kind: 'refused', why: 'signed-out' });
    refuses(404, 'not-found');
    await expect(ask(4)).resolves.toEqual({ kind: 'refused', why: 'no-access' });
    refuses(503, 'live-off', { 'retry-after': '20' });
    await expect(ask(4)).resolves.toEqual({ kind: 'switched-off' });
    says(503, {});
    await expect(ask(4)).resolves.toEqual({ kind: 'failed', retryAfterMs: null });
    says(429, {}, { 'retry-after': '3' });
    await expect(ask(4)).resolves.toEqual({ kind: 'failed', retryAfterMs: 3_000 });
  });

  it.each([
    ['a hotel’s sign-in page', 401, 'text/html', '<h1>Room number?</h1>'],
    ['an office’s proxy', 403, 'text/html', '<h1>Blocked</h1>'],
    ['a proxy whose server restarts', 404, 'text/plain', 'no backend'],
    ['a proxy that speaks JSON', 403, 'application/json', '{"code":"forbidden"}'],
    [
      'a code of ours that is no refusal of the league',
      403,
      'application/problem+json',
      '{"code":"origin-refused"}',
    ],
  ])('P67: %s ends no stream: it is asked again', async (_, status, type, body) => {
    answer = (_request, response) => response.writeHead(status, { 'content-type': type }).end(body);
    await expect(ask(4)).resolves.toEqual({ kind: 'failed', retryAfterMs: null });
  });

  it('fails on answers that break the contract, on cut ones, and when aborted', async () => {
    says(200, { ...quiet, events: [{ type: 'delta' }] });
    await expect(ask(4)).resolves.toMatchObject({ kind: 'failed' });
    answer = (_request, response) => response.writeHead(200, { 'content-length': '500' }).write('{"epoch"');
    const cut = ask(4);
    answer = (_request, response) => response.destroy();
    http.closeAllConnections();
    await expect(cut).resolves.toMatchObject({ kind: 'failed' });
    answer = () => controller.abort();
    const controller = new AbortController();
    await expect(ask(4, controller.signal)).resolves.toMatchObject({ kind: 'failed' });
  });
});
