import { describe, expect, it } from 'vitest';
import { PollLines, parseHeaders } from './poll-request.js';

describe('the request line of a poll', () => {
  const lines = new PollLines();

  it('P40 is read as the contract says', () => {
    expect(lines.parse('GET /api/leagues/everyone/live?epoch=e1&since=12&wait=5 HTTP/1.1')).toEqual({
      league: 'everyone',
      query: { epoch: 'e1', since: 12, wait: 5 },
    });
    expect(lines.parse('GET /api/leagues/a-b_1/live HTTP/1.1')).toEqual({
      league: 'a-b_1',
      query: { wait: 25 },
    });
  });

  it.each([
    'POST /api/leagues/everyone/live HTTP/1.1',
    'GET /api/leagues/everyone/live HTTP/1.0',
    'GET  /api/leagues/everyone/live HTTP/1.1',
    'GET /api/leagues/everyone/live/ HTTP/1.1',
    'GET /api/leagues/every%6fne/live HTTP/1.1',
    'GET /api/leagues/../live HTTP/1.1',
    'GET /api/leagues/everyone/live?wait=31 HTTP/1.1',
    'GET /api/leagues/everyone/live?wait=-1 HTTP/1.1',
    'GET /api/leagues/everyone/live?since=1.5 HTTP/1.1',
    'GET /api/leagues/everyone/live?since=1&since=2 HTTP/1.1',
    'GET /api/leagues/everyone/live?other=1 HTTP/1.1',
    'GET /api/leagues/everyone/live?epoch=a%20b HTTP/1.1',
    'GET http://localhost/api/leagues/everyone/live HTTP/1.1',
    'GET /api/leagues/everyone/live?constructor=1 HTTP/1.1',
  ])('P45 leaves %s to the ordinary server', (line) => {
    expect(lines.parse(line)).toBeNull();
  });

  it('remembers lines without growing for ever', () => {
    for (let i = 0; i < 3_000; i++) lines.parse(`GET /api/leagues/everyone/live?since=${i} HTTP/1.1`);
    expect(lines.parse('GET /api/leagues/everyone/live?since=5 HTTP/1.1')?.query.since).toBe(5);
  });
});

describe('the headers of a poll', () => {
  it('are read by lower-case name', () => {
    expect(parseHeaders('Host: a\r\nCookie: x=1; y=2\r\nORIGIN:http://a\r\nConnection: keep-alive')).toEqual({
      host: 'a',
      cookie: 'x=1; y=2',
      origin: 'http://a',
      connection: 'keep-alive',
    });
  });

  it.each([
    'Cookie: a=1',
    'Host: a\r\nHost: b',
    'Host: a\r\nCookie: a=1\r\ncookie: b=2',
    'Host: a\r\nContent-Length: 5',
    'Host: a\r\nTransfer-Encoding: chunked',
    'Host: a\r\nTransfer-Encoding : chunked',
    'Host: a\r\nExpect: 100-continue',
    'Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade',
    'Host: a\r\nConnection: close',
    'Host: a\r\n folded: line',
    'Host: a\r\nX-A: b\rCookie: a=1',
    'Host: a\r\nX-A: b\nCookie: a=1',
    'Host: a\r\nX-A: \x00',
    'Host: a\r\nX-A: \xe9',
    'Host: a\r\nno colon',
    'Host: a\r\n: no name',
    'Host: a\r\n',
  ])('leave %j to the ordinary server', (block) => {
    expect(parseHeaders(block)).toBeNull();
  });
});
