import { createServer, type ServerResponse } from 'node:http';
import { listen } from './listen.js';
import { serveBaseline } from './node-baseline.js';

/** Baseline H: long-poll in plain node:http. A poll names the last answer by its ETag and waits for the next. */

const held = new Set<ServerResponse>();
let sequence = 0;
let body = '';

const server = createServer((request, response) => {
  const seen = request.headers['if-none-match'];
  if (seen !== undefined && seen !== `"${sequence}"`) {
    answer(response);
    return;
  }
  held.add(response);
  response.once('close', () => held.delete(response));
});
server.keepAliveTimeout = 0;
server.requestTimeout = 0;

function answer(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ETag: `"${sequence}"`,
  });
  response.end(body);
}

serveBaseline(await listen(server), (text) => {
  body = text;
  sequence += 1;
  const waiting = [...held];
  held.clear();
  for (const response of waiting) answer(response);
});
