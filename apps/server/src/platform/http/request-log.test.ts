import type { Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Log } from '../logging/log.module.js';
import { nameRoute, requestLog } from './request-log.js';

const lines: string[] = [];
let server: Server;
let url: string;
beforeAll(async () => {
  const app = express();
  app.use(requestLog(new Log({ logLevel: 'trace' }, { write: (line) => void lines.push(line) })));
  app.get('/api/weeks/:week/games', (_request, response) => void response.send('games'));
  app.get('/api/broken/:token', (_request, response) => void response.status(500).send('no'));
  app.get('/api/auth/*path', (request, response) => {
    nameRoute(request, '/api/auth/reset-password/:token');
    response.send('known');
  });
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => server.close());

/** The log line of one request. */
async function logged(path: string): Promise<{ level: number; req: unknown; res: unknown; text: string }> {
  lines.length = 0;
  await (await fetch(`${url}${path}`)).text();
  await expect.poll(() => lines.length).toBe(1);
  const [text = ''] = lines;
  return { ...JSON.parse(text), text };
}

describe('X52: the request log', () => {
  it('has the route, not the address, at every level', async () => {
    expect(await logged('/api/weeks/8/games?token=SECRET')).toMatchObject({
      level: 20,
      req: { method: 'GET', path: '/api/weeks/:week/games', id: expect.any(String) },
      res: { status: 200 },
    });
    const broken = await logged('/api/broken/SECRET?code=SECRET');
    expect(broken).toMatchObject({ level: 40, req: { path: '/api/broken/:token' }, res: { status: 500 } });
    expect(broken.text).not.toContain('SECRET');
    const reset = await logged('/api/auth/reset-password/SECRET?callbackURL=/x');
    expect(reset).toMatchObject({ req: { path: '/api/auth/reset-password/:token' } });
    expect(reset.text).not.toContain('SECRET');
  });

  it('has no address of pages and unknown paths', async () => {
    const page = await logged('/join/SECRET?token=SECRET');
    expect(page).toMatchObject({ req: { path: '/*' }, res: { status: 404 } });
    expect(page.text).not.toContain('SECRET');
  });
});
