import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import compression from 'compression';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EncodedJson } from './answer-caching.js';

const value = { rows: Array.from({ length: 500 }, (_, n) => [n, n * 7]) };
let server: Server;
let port: number;

beforeAll(async () => {
  const app = express();
  const [long, short] = [new EncodedJson(value), new EncodedJson({ rows: [] })];
  app.use(compression());
  app.get('/long', (asked, response) => long.send(asked, response, 'long-1'));
  app.get('/short', (asked, response) => short.send(asked, response, 'short-1'));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  ({ port } = address);
});

afterAll(() => {
  server.close();
});

/** Returns the answer's bytes. */
async function get(path: string, headers: Record<string, string> = {}) {
  const [response] = await once(request({ port, path, headers }).end(), 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

describe('an encoded body', () => {
  it('is compressed for clients that accept it, and plain for others', async () => {
    const packed = await get('/long', { 'accept-encoding': 'br, gzip' });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(JSON.parse(gunzipSync(packed.body).toString())).toEqual(value);
    const plain = await get('/long');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(plain.body.toString())).toEqual(value);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  });

  it('is not sent again to a client that has it', async () => {
    const { headers } = await get('/long');
    const again = await get('/long', { 'if-none-match': headers.etag });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await get('/long', { 'if-none-match': '"long-0"' })).status).toBe(200);
  });

  it('is not compressed when it is short', async () => {
    const { headers, body } = await get('/short', { 'accept-encoding': 'gzip' });
    expect([headers['content-encoding'], body.toString()]).toEqual([undefined, '{"rows":[]}']);
  });
});
