import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import {
  type OwnDatabase,
  ownDatabase,
  Player,
  recompute,
  type ServerProcess,
  startServer,
  type TcpProxy,
  tcpProxy,
} from '@sunday-live/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, tableOn, windowOf } from './support/browser.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/**
 * A whole Sunday in two real browsers, one on the socket, one that can't hold a socket. Real: the built server and
 * client, PostgreSQL, the replay at high speed. Between browser and server stands a proxy that can cut the line.
 */
const PLAYERS = 20;
const KICK_OFF = '2024-10-27T16:59:00Z';

let database: OwnDatabase;
let replay: ReplayServer;
let server: ServerProcess;
let proxy: TcpProxy;
let browser: Browser;
let players: Player[];
let url: string;

beforeAll(async () => {
  database = await ownDatabase();
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: KICK_OFF });
  let target = '';
  proxy = await tcpProxy(() => target);
  url = `http://127.0.0.1:${proxy.port}`;
  server = await startServer({
    DATABASE_URL: database.url,
    PUBLIC_URL: url,
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '500',
    ADMIN_EMAIL: 'admin@test.example',
    ADMIN_PASSWORD: 'a long admin password',
  });
  target = server.url;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await server?.kill();
  await replay?.close();
  await database?.drop();
});

/** Twenty players with cards for the Sunday, saved over HTTP like everybody's. */
async function makeLeague(): Promise<void> {
  await expect
    .poll(async () => (await database.query('SELECT DISTINCT week FROM game WHERE season_type = 2')).length, {
      timeout: 60_000,
    })
    .toBe(18);
  const admin = await Player.signIn(url, 'Admin', 'admin@test.example', 'a long admin password', url);
  await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
  players = await Promise.all(
    Array.from({ length: PLAYERS }, (_, i) =>
      Player.signUp(url, `Player ${String(i + 1).padStart(2, '0')}`, url),
    ),
  );
  await Promise.all(
    players.map((player, i) =>
      player.saveCard(url, 8, (_, g) => ((g * 7 + i * 3) % 5 < 2 ? 'away' : 'home')),
    ),
  );
}

function playerAt(i: number): Player {
  const player = players[i];
  if (player === undefined) throw new Error(`no player ${i}`);
  return player;
}

async function finals(): Promise<number> {
  return (await database.query(`SELECT 1 FROM game WHERE week = 8 AND season_type = 2 AND state = 'post'`))
    .length;
}

function connection(page: Page): Promise<string | null> {
  return page.locator('[data-link]').first().getAttribute('data-link');
}

describe.skipIf(withoutPostgres || withoutBrowser)('a Sunday in the browser', () => {
  it('begins with a league whose cards are saved', async () => {
    await makeLeague();
    expect(await database.query('SELECT 1 FROM card')).toHaveLength(PLAYERS);
  });

  it('ends, by socket and by long-poll, in the table that follows from cards and games, whatever was cut', async () => {
    const wide = await windowOf(browser, playerAt(3), url, { width: 1280, height: 900, colorScheme: 'dark' });
    const bySocket = await wide.newPage();
    const phone = await windowOf(browser, playerAt(7), url, {
      width: 390,
      height: 844,
      colorScheme: 'light',
    });
    const byPolling = await phone.newPage();
    onTestFailed(async () => {
      await bySocket.screenshot({ path: 'test-results/by-socket.png' });
      await byPolling.screenshot({ path: 'test-results/by-polling.png' });
    });
    await byPolling.routeWebSocket(/./, (socket) => socket.close());

    await Promise.all([bySocket.goto(`${url}/live/everyone`), byPolling.goto(`${url}/live/everyone`)]);
    await expect.poll(() => connection(bySocket), { timeout: 30_000 }).toBe('socket');
    await expect.poll(() => connection(byPolling), { timeout: 60_000 }).toBe('polling');
    await expect.poll(async () => (await tableOn(bySocket)).length).toBe(PLAYERS);
    expect(await axe(bySocket)).toEqual([]);

    await replay.replay.control({ action: 'seek', position: KICK_OFF });
    await replay.replay.control({ action: 'speed', speed: 900 });
    await replay.replay.control({ action: 'resume' });
    await expect.poll(finals, { timeout: 60_000 }).toBeGreaterThan(2);
    proxy.cut();
    await expect.poll(finals, { timeout: 60_000 }).toBeGreaterThan(8);
    proxy.cut();
    expect(await axe(byPolling)).toEqual([]);
    await expect.poll(finals, { timeout: 120_000 }).toBe(15);
    await replay.replay.control({ action: 'pause' });

    for (const page of [bySocket, byPolling]) {
      await expect.poll(() => tableOn(page), { timeout: 60_000 }).toEqual((await recompute(database)).week);
    }
    await Promise.all([wide.close(), phone.close()]);
  });

  it('brings an announcement to everybody once, by socket, by polling and after a reconnect; edit and withdrawal follow', async () => {
    const size = { width: 390, height: 844 };
    const windows = await Promise.all([3, 7, 9].map((i) => windowOf(browser, playerAt(i), url, size)));
    const pages = await Promise.all(windows.map((window) => window.newPage()));
    const [bySocket, byPolling, away] = pages;
    if (!bySocket || !byPolling || !away) throw new Error('three pages are wanted');
    await byPolling.routeWebSocket(/./, (socket) => socket.close());
    await Promise.all(pages.map((page) => page.goto(`${url}/live/everyone`)));
    await expect.poll(() => connection(byPolling), { timeout: 60_000 }).toBe('polling');
    await expect.poll(() => connection(away), { timeout: 30_000 }).toBe('socket');
    await windows[2]?.setOffline(true);
    await expect.poll(() => connection(away), { timeout: 30_000 }).not.toBe('socket');

    const admin = await Player.signIn(url, 'Admin', 'admin@test.example', 'a long admin password', url);
    const path = '/api/admin/announcements';
    const body = 'Kick-off is **later**. <img src=x onerror=alert(1)>';
    const { id } = await admin.send<{ id: string }>(url, 'POST', path, {
      title: 'Snow',
      body,
      level: 'alert',
    });
    const shown = (page: Page) => page.locator('[data-announcement]').allTextContents();
    const seenBy = (page: Page, title: string) =>
      expect
        .poll(async () => (await shown(page)).map((text) => text.includes(title)), { timeout: 30_000 })
        .toEqual([true]);
    await Promise.all([seenBy(bySocket, 'Snow'), seenBy(byPolling, 'Snow')]);
    expect(await shown(away)).toEqual([]);
    expect(await bySocket.locator('[data-announcement] img').count()).toBe(0);
    await windows[2]?.setOffline(false);
    await seenBy(away, 'Snow');
    expect(await axe(away)).toEqual([]);

    await admin.send(url, 'PATCH', `${path}/${id}`, { title: 'Sunshine' });
    await Promise.all(pages.map((page) => seenBy(page, 'Sunshine')));
    await admin.send(url, 'DELETE', `${path}/${id}`, {});
    await Promise.all(pages.map((page) => expect.poll(() => shown(page), { timeout: 30_000 }).toEqual([])));
    await Promise.all(windows.map((window) => window.close()));
  });
});
