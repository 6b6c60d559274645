import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemSchema } from '@sunday-live/contract';
import express from 'express';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, startTestServer, type TestServer } from '../../testing/index.js';
import { clientFiles } from './client-files.js';
import { Routes } from './routes.js';

let server: TestServer;
let cookie: string;
beforeAll(async () => {
  server = await startTestServer();
  ({ cookie } = await signUp(server.url));
});
afterAll(() => server.close());

const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

async function problem(response: Response, status: number, code: string) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const document = problemSchema.parse(await response.json());
  expect(document).toMatchObject({ status, code });
  expect(JSON.stringify(document)).not.toMatch(/\.ts|\.js|node_modules/);
  return document;
}

describe('answers are compressed', () => {
  it('for clients that accept it', async () => {
    const headers = { 'accept-encoding': 'br, gzip' };
    expect((await call('/api/teams', { headers })).headers.get('content-encoding')).toBe('br');
    const plain = await call('/api/teams', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });
});

describe('errors are problem documents', () => {
  it('for unknown routes', async () => {
    await problem(await call('/api/nowhere'), 404, 'not-found');
    await problem(await call('/api/season', { method: 'DELETE', headers: { cookie } }), 404, 'not-found');
    await problem(await call('/api/%E0%A4%A'), 404, 'not-found');
  });

  it('for bodies that cannot be parsed', async () => {
    await problem(await call('/api/auth/sign-in/email', json('{"email": ')), 400, 'malformed-body');
    await problem(await call('/api/auth/sign-in/email', json('"text"')), 400, 'malformed-body');
    await problem(
      await call('/api/auth/sign-in/email', json('{"a": {"__proto__": 1}}')),
      400,
      'malformed-body',
    );
  });

  it('X11 for texts that PostgreSQL cannot hold, wherever they stand', async () => {
    const lone = '\\ud800';
    for (const text of ['\\u0000', 'a\\u0000b', lone, `${lone}x`, '\\udc00\\ud800'])
      for (const body of [`{"name":"${text}"}`, `{"picks":{"${text}":"home"}}`, `{"a":[[{"b":"${text}"}]]}`])
        for (const path of ['/api/me', '/api/auth/sign-in/email', '/api/admin/switches'])
          await problem(await call(path, json(body, { cookie })), 422, 'invalid-input');
    for (const path of ['/api/leagues/%00', '/api/players/a%00b', '/api/admin/predictions.csv?player=%00'])
      await problem(await call(path, { headers: { cookie } }), 422, 'invalid-input');
    await problem(
      await call('/api/me', { ...json('{"name":"\\ud83c\\udfc8"}', { cookie }), method: 'PUT' }),
      404,
      'not-found',
    );
  });

  it('for bodies over 16 KB', async () => {
    await problem(
      await call('/api/auth/sign-in/email', json({ email: 'x'.repeat(17_000) })),
      413,
      'payload-too-large',
    );
  });

  it('for invalid input, with one entry per problem', async () => {
    const response = await call('/api/me', {
      ...json({ name: '', team: 'XXX' }, { cookie }),
      method: 'PATCH',
    });
    const document = await problem(response, 422, 'invalid-input');
    expect(document.problems?.map(({ path }) => path)).toEqual(['name', 'team']);
  });
});

describe('a request that another site could make a browser send', () => {
  const own = () => ({ origin: `http://localhost:${server.config.port}` });

  it('is refused with a foreign origin, on changes and on reads', async () => {
    const foreign = { cookie, origin: 'https://evil.example' };
    await problem(await call('/api/auth/sign-out', json({}, foreign)), 403, 'origin-refused');
    await problem(await call('/api/leagues/everyone/live', { headers: foreign }), 403, 'origin-refused');
    await problem(await call('/api/me', { headers: { cookie, origin: 'null' } }), 403, 'origin-refused');
    expect((await call('/api/me', { headers: { cookie } })).status).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s',
    async (type) => {
      const body = '{"name":"Mallory"}';
      const send = (headers: Record<string, string>) =>
        call('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': type, ...headers }, body });
      await problem(await send({ cookie }), 403, 'origin-refused');
      await problem(await send({ cookie, ...own() }), 415, 'unsupported-media-type');
      await problem(await send({}), 415, 'unsupported-media-type');
      expect((await call('/api/me', { headers: { cookie } })).status).toBe(200);
    },
  );

  it('is refused without an origin when the browser says that it comes from elsewhere', async () => {
    const response = await call('/api/auth/sign-out', json({}, { cookie, 'sec-fetch-site': 'cross-site' }));
    await problem(response, 403, 'origin-refused');
  });

  it('passes with our origin, under each of its loopback names', async () => {
    for (const origin of [
      `http://localhost:${server.config.port}`,
      `http://127.0.0.1:${server.config.port}`,
    ]) {
      const patch = { ...json({ liveLanding: true }, { cookie, origin }), method: 'PATCH' };
      expect((await call('/api/me', patch)).status).toBe(200);
    }
  });
});

describe('security headers', () => {
  it('allow scripts from files of this origin only', async () => {
    const response = await call('/healthz');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).not.toMatch(/style-src 'self'[^;]*unsafe/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.has('x-powered-by')).toBe(false);
  });
});

describe('the API describes itself', () => {
  it('as OpenAPI 3.1, with every route under /api that declares itself', async () => {
    const document = await (await call('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths['/api/me'])).toEqual(expect.arrayContaining(['get', 'patch']));
    expect(document.paths['/api/me'].patch.requestBody).toBeDefined();
    expect(document.paths['/api/me'].get.security).toEqual([{ session: [] }]);
    expect(document.paths['/api/demo'].get.security).toBeUndefined();
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('with the routes of accounts, named schemas, the refusals of every route, and its own address', async () => {
    const { paths, components, servers } = await (await call('/api/openapi.json')).json();
    expect(servers).toEqual([{ url: server.config.publicUrl }]);
    expect(paths['/api/auth/sign-in/email'].post.requestBody).toBeDefined();
    expect(paths['/api/auth/change-password'].post.security).toEqual([{ session: [] }]);
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['Me', 'Season', 'Report', 'Problem']),
    );
    expect(JSON.stringify(paths['/api/me'].get.responses[200])).toContain('#/components/schemas/Me"');
    const wrong: string[] = [];
    for (const { method, path, access, api } of server.app.get(Routes).all()) {
      if (api === undefined) continue;
      const { responses } = paths[path.replaceAll(/[:*](\w+)/g, '{$1}')][method];
      const needed = [
        ...(access === 'public' ? [] : ['401', '409']),
        ...(access === 'admin' || method !== 'get' ? ['403'] : []),
        '429',
      ];
      const missing = needed.filter((status) => responses[status] === undefined);
      if (missing.length > 0) wrong.push(`${method} ${path}: ${missing.join()}`);
    }
    expect(wrong).toEqual([]);
  });

  it('browsable, from files of this origin', async () => {
    const page = await (await call('/api/docs')).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await call(file)).status, file).toBe(200);
    expect(page).not.toMatch(/<script>|<style>|style=/);
    await problem(await call('/api/docs/package.json'), 404, 'not-found');
    await problem(await call('/api/docs/..%2fpackage.json'), 404, 'not-found');
  });
});

describe('access', () => {
  it('is declared by every route', () => {
    const routes = server.app.get(Routes).all();
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter(({ access }) => access === undefined).map(({ handler }) => handler)).toEqual([]);
  });

  it('keeps strangers out of every route that is not public, and players out of the admins’', async () => {
    const closed = server.app
      .get(Routes)
      .all()
      .filter(({ access }) => access !== 'public');
    expect(closed.length).toBeGreaterThan(2);
    for (const { method, path, handler, access } of closed) {
      const target = path.replaceAll(/:(\w+)/g, 'x');
      const options = { method: method.toUpperCase(), ...(method === 'get' ? {} : { body: '{}' }) };
      const type = method === 'get' ? {} : { 'content-type': 'application/json' };
      const stranger = await call(target, { ...options, headers: type });
      expect(stranger.status, `${handler} for strangers`).toBe(401);
      if (access !== 'admin') continue;
      const player = await call(target, { ...options, headers: { ...type, cookie } });
      expect(player.status, `${handler} for players`).toBe(403);
    }
  });
});

describe('a pool that runs dry', () => {
  it('answers busy or well within its time, and works again after', async () => {
    const small = await startTestServer({ databasePool: 2 });
    try {
      const { cookie: mine } = await signUp(small.url);
      const runners = [small.db.createQueryRunner(), small.db.createQueryRunner()];
      for (const runner of runners) await runner.connect();
      // control: a pool without a timeout
      const plain = new Pool({ connectionString: small.config.databaseUrl ?? '', max: 1 });
      const only = await plain.connect();
      const another = plain.connect();
      const started = Date.now();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => fetch(`${small.url}/api/me`, { headers: { cookie: mine } })),
      );
      expect(Date.now() - started).toBeLessThan(8000);
      for (const answer of answers) await problem(answer, 503, 'busy');
      expect(answers[0]?.headers.get('retry-after')).toBe('1');
      expect(plain.waitingCount).toBe(1);
      only.release();
      (await another).release();
      await plain.end();
      for (const runner of runners) await runner.release();
      expect((await fetch(`${small.url}/api/me`, { headers: { cookie: mine } })).status).toBe(200);
    } finally {
      await small.close();
    }
  });
});

describe('a worker', () => {
  it('serves health checks and nothing else', async () => {
    const worker = await startTestServer({ role: 'worker' });
    try {
      expect((await fetch(`${worker.url}/healthz`)).status).toBe(200);
      expect(await (await fetch(`${worker.url}/metrics`)).text()).toContain('process_cpu_seconds_total');
      for (const path of ['/', '/api/demo', '/api/me', '/api/auth/get-session']) {
        await problem(await fetch(`${worker.url}${path}`), 404, 'not-found');
      }
    } finally {
      await worker.close();
    }
  });
});

describe('the built client', () => {
  let folder: string;
  let pages: Server;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sunday-client-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>the page of the game</title>');
    writeFileSync(join(folder, 'theme.js'), 'theme');
    writeFileSync(join(folder, 'assets', 'index-BxMrjwwL.js'), 'app');
    const app = express();
    app.use(clientFiles(folder));
    pages = await new Promise((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    const address = pages.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => {
    pages.close();
    rmSync(folder, { recursive: true });
  });
  const get = (path: string) => fetch(`${url}${path}`, { headers: { accept: 'text/html,*/*' } });

  it('caches hashed files forever, and revalidates the others', async () => {
    expect((await get('/assets/index-BxMrjwwL.js')).headers.get('cache-control')).toContain('immutable');
    for (const path of ['/', '/theme.js'])
      expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
  });

  it('answers page routes with the page', async () => {
    for (const path of ['/', '/index.html', '/live/everyone', '/leagues/abc', '/week/8']) {
      expect(await (await get(path)).text(), path).toContain('the page of the game');
    }
  });

  it('never answers for the API, the sockets or missing files', async () => {
    for (const path of [
      '/api',
      '/api/x',
      '/socket.io/',
      '/healthz',
      '/assets/gone-12345678.js',
      '/../package.json',
    ]) {
      expect(await (await get(path)).text(), path).not.toContain('the page of the game');
    }
    expect(await (await fetch(`${url}/week/8`, { method: 'POST' })).text()).not.toContain(
      'the page of the game',
    );
  });
});
