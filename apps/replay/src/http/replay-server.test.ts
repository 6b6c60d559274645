import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../faults/fault.js';
import { scoreboardSchema } from '../payload/schema.js';
import { scoreboardPath } from './replay-app.js';
import { type ReplayServer, type ReplayServerOptions, startReplayServer } from './replay-server.js';

const servers: ReplayServer[] = [];

async function start(options: ReplayServerOptions = {}): Promise<ReplayServer> {
  const server = await startReplayServer({ paused: true, ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function scoreboard(server: ReplayServer, query = '', init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.url}${scoreboardPath}${query}`, init);
}

async function payloadOf(server: ReplayServer, query = '') {
  return scoreboardSchema.parse(await (await scoreboard(server, query)).json());
}

async function send(server: ReplayServer, path: string, body: unknown, method = 'POST') {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const control = (server: ReplayServer, command: unknown) => send(server, '/replay/control', command);
const fault = (server: ReplayServer, ...faults: Fault[]) => send(server, '/replay/faults', { faults });

describe('the scoreboard over HTTP', () => {
  it('answers the current week, other weeks and days', async () => {
    const server = await start();
    expect((await payloadOf(server)).week?.number).toBe(8);
    expect((await payloadOf(server, '?dates=2024&week=3&seasontype=2')).week?.number).toBe(3);
    expect((await payloadOf(server, '?week=5')).week?.number).toBe(5);
    expect((await payloadOf(server, '?dates=2025&seasontype=2&week=1')).season?.year).toBe(2025);
    const day = await payloadOf(server, '?dates=20991231');
    expect(day.events).toEqual([]);
    for (const query of ['?dates=2024&week=1&seasontype=3', '?dates=2019&week=1', '?week=19', '?week=x']) {
      const empty = await payloadOf(server, query);
      expect(empty.events).toEqual([]);
      expect(empty).not.toHaveProperty('season');
    }
  });

  it('refuses a date range as ESPN does', async () => {
    const server = await start();
    const response = await scoreboard(server, '?dates=20241024-20241029');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ code: 400, message: 'Failed to get events endpoint.' });
  });

  it('sends ETag and max-age when asked to, and 304 to a matching tag', async () => {
    const server = await start({ etag: true, maxAge: 10 });
    const first = await scoreboard(server);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).not.toBe('');
    expect(first.headers.get('cache-control')).toBe('max-age=10');
    const init = { headers: { 'if-none-match': tag } };
    const second = await scoreboard(server, '', init);
    expect([second.status, await second.text()]).toEqual([304, '']);
    await control(server, { action: 'seek', position: 3600 });
    expect((await scoreboard(server, '', init)).status).toBe(200);
  });

  it('sends neither without being asked', async () => {
    const response = await scoreboard(await start());
    expect(response.headers.get('etag')).toBeNull();
    expect(response.headers.get('cache-control')).toBeNull();
  });

  it('counts the requests', async () => {
    let now = 1_700_000_000_000;
    const server = await start({ now: () => now });
    await scoreboard(server);
    now += 5000;
    await fault(server, { kind: 'status', status: 500, times: 1 });
    await scoreboard(server, '?week=3');
    const { body } = await send(server, '/replay/requests', undefined, 'GET');
    expect(body).toMatchObject({
      count: 2,
      times: [0, 5000],
      requests: [
        { at: 0, query: '', answer: 200, faults: [] },
        { at: 5000, query: 'week=3', answer: 500, faults: ['status'] },
      ],
    });
    expect((await send(server, '/replay/requests', undefined, 'DELETE')).body).toMatchObject({ count: 0 });
  });

  it('answers 404 elsewhere', async () => {
    const server = await start();
    expect((await fetch(`${server.url}/apis/site/v2/sports/football/nfl/summary`)).status).toBe(404);
  });
});

describe('clock control over HTTP', () => {
  it('steps a held clock', async () => {
    const server = await start();
    expect((await control(server, { action: 'seek', position: 3600 })).body).toMatchObject({
      paused: true,
      position: 3600,
      recordedTime: '2024-10-27T18:00:00.000Z',
    });
    const { body } = await control(server, { action: 'seek', position: '2024-10-27T17:08:01Z' });
    expect(body.position).toBe(481);
    const touchdown = (await payloadOf(server)).events.find((event) => event.shortName === 'ATL @ TB');
    expect(touchdown?.competitions[0]?.competitors.map((side) => side.score)).toEqual(['0', '6']);
    expect(touchdown?.competitions[0]?.situation?.lastPlay.text).toBe('ATL touchdown, 36-yard pass');
  });

  it('starts, pauses, continues, changes speed, restarts', async () => {
    let now = 1_700_000_000_000;
    const server = await start({ now: () => now, lead: 0 });
    const run = async (command: unknown) => (await control(server, command)).body;
    const at = () => server.replay.state().position;
    const begin = at();
    await run({ action: 'start', speed: 10 });
    now += 1000;
    expect(at()).toBe(begin + 10);
    await run({ action: 'pause' });
    now += 9000;
    expect(at()).toBe(begin + 10);
    await run({ action: 'resume' });
    await run({ action: 'speed', speed: 100 });
    now += 1000;
    expect(at()).toBe(begin + 110);
    expect(await run({ action: 'seek', position: 1e6 })).toMatchObject({ finished: true });
    expect(await run({ action: 'restart', speed: 20 })).toMatchObject({
      finished: false,
      loops: 1,
      speed: 20,
      paused: true,
      epochStart: new Date(now).toISOString(),
    });
  });

  it.each([
    { action: 'fly' },
    { action: 'seek' },
    { action: 'speed' },
    { action: 'speed', speed: 0 },
    { action: 'seek', position: 'noon' },
    { action: 'start', extra: 1 },
    [],
  ])('refuses %j and stays as it was', async (command) => {
    const server = await start({ now: () => 1_700_000_000_000 });
    const before = server.replay.state();
    const { status, body } = await control(server, command);
    expect([status, body.code]).toEqual([400, 400]);
    expect(server.replay.state()).toEqual(before);
  });

  it('answers 503 until onRestart has settled', async () => {
    const release: (() => void)[] = [];
    const server = await start({
      onRestart: () => new Promise<void>((resolve) => release.push(resolve)),
    });
    const restarted = control(server, { action: 'restart' });
    await vi.waitFor(() => expect(release).toHaveLength(1));
    expect((await scoreboard(server)).status).toBe(503);
    release[0]?.();
    await restarted;
    expect((await scoreboard(server)).status).toBe(200);
  });

  it('loops: starts again a minute after the end, and says so', async () => {
    vi.useFakeTimers();
    try {
      const loops: number[] = [];
      const server = await startReplayServer({
        loop: true,
        speed: 60,
        lead: 0,
        onRestart: (state) => void loops.push(state.loops),
      });
      servers.push(server);
      const { replay } = server;
      const run = ((replay.recording.end - replay.recording.firstEvent) / 60) | 0;
      await vi.advanceTimersByTimeAsync(run + 59_000);
      expect([replay.state().finished, loops]).toEqual([true, []]);
      await vi.advanceTimersByTimeAsync(2000);
      expect([replay.state().finished, loops]).toEqual([false, [1]]);
      await vi.advanceTimersByTimeAsync(run + 61_000);
      expect(loops).toEqual([1, 2]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('faults of the answer', () => {
  it.each([
    [429, '7'],
    [403, null],
    [500, null],
    [502, null],
    [503, '7'],
  ])('status %i', async (status, retryAfter) => {
    const server = await start();
    await fault(server, { kind: 'status', status, retryAfter: 7 });
    const response = await scoreboard(server);
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
  });

  it('lasts for so many answers, or until cleared', async () => {
    const server = await start();
    await fault(server, { kind: 'status', status: 500, times: 2 });
    const seen = [];
    for (let poll = 0; poll < 3; poll += 1) {
      seen.push((await scoreboard(server)).status);
    }
    expect(seen).toEqual([500, 500, 200]);
    await fault(server, { kind: 'status', status: 502 });
    expect((await scoreboard(server)).status).toBe(502);
    expect((await send(server, '/replay/faults', undefined, 'DELETE')).body).toEqual({ faults: [] });
    expect((await scoreboard(server)).status).toBe(200);
  });

  it('hang never answers, and does not keep the server from closing', async () => {
    const server = await start();
    await fault(server, { kind: 'hang' });
    const answer = scoreboard(server).then(
      () => 'answered',
      () => 'cut',
    );
    await vi.waitFor(() => expect(server.requests.report().requests[0]?.answer).toBe('hang'));
    await server.close();
    servers.splice(0);
    expect(await answer).toBe('cut');
  });

  it('slow-body sends head and beginning, and the rest in pieces', async () => {
    const server = await start();
    const whole = (await (await scoreboard(server)).text()).length;
    await fault(server, { kind: 'slow-body', bytes: 20_000, everyMs: 5, times: 1 });
    const reader = (await scoreboard(server)).body?.getReader();
    const sizes: number[] = [];
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      sizes.push(part.value.length);
    }
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(whole);
  });

  it('slow-body stops when the client leaves', async () => {
    const server = await start();
    await fault(server, { kind: 'slow-body', bytes: 1, everyMs: 1 });
    const controller = new AbortController();
    const response = await scoreboard(server, '', { signal: controller.signal });
    expect(response.status).toBe(200);
    controller.abort();
    await expect(response.text()).rejects.toThrow();
    expect((await fetch(`${server.url}/replay`)).status).toBe(200);
  });

  it('html, redirecting, cut-json and code-body are no scoreboard', async () => {
    const server = await start();
    await fault(server, { kind: 'html', times: 1 });
    const page = await scoreboard(server);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<!DOCTYPE html>');
    await fault(server, { kind: 'redirecting', times: 1 });
    expect(await (await scoreboard(server)).text()).toBe('Redirecting');
    await fault(server, { kind: 'cut-json', times: 1 });
    await expect((await scoreboard(server)).json()).rejects.toThrow(SyntaxError);
    await fault(server, { kind: 'code-body', times: 1 });
    const body = await (await scoreboard(server)).json();
    expect(body).toMatchObject({ code: 404 });
    expect(body).not.toHaveProperty('events');
  });

  it('clock-skew sets the Date header', async () => {
    const server = await start({ now: () => Date.parse('2026-11-22T12:00:00Z') });
    await fault(server, { kind: 'clock-skew', minutes: -30 });
    expect((await scoreboard(server)).headers.get('date')).toBe('Sun, 22 Nov 2026 11:30:00 GMT');
  });

  it('faults of the payload arrive over HTTP as well, several at once', async () => {
    const server = await start();
    const before = (await payloadOf(server)).events.map((event) => event.id);
    await fault(server, { kind: 'game-dropped' }, { kind: 'reordered' });
    const after = (await payloadOf(server)).events.map((event) => event.id);
    expect(after).toEqual(before.slice(1).reverse());
  });

  it.each([
    { faults: [{ kind: 'earthquake' }] },
    { faults: [{ kind: 'hang', times: 0 }] },
    { faults: [] },
    {},
  ])('refuses %j', async (body) => {
    const server = await start();
    expect((await send(server, '/replay/faults', body)).status).toBe(400);
    expect((await send(server, '/replay/faults', undefined, 'GET')).body).toEqual({ faults: [] });
  });
});
