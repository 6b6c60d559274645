import type { History, LeagueCards, Row, Standings } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { type OwnDatabase, openSite, Player, recompute, type Site, SocketClient } from '@sunday-live/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { positionOf, weekReplay } from '../apps/client/src/pages/time-machine/model/week-replay.js';
import { axe } from './support/axe.js';
import { launchBrowser, tableOn, windowOf } from './support/browser.js';
import {
  checkChances,
  checkOutlook,
  checkScreen,
  checkTimeMachine,
  connection,
  openLive,
  ownPlace,
  SOON,
  setVisible,
  shownSeq,
  tableAt,
} from './support/live-page.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/**
 * A whole Sunday in two real browsers, one on the socket, one that can't hold a socket. Real: the built server and
 * client, PostgreSQL, the replay at high speed. A proxy between browser and server can cut the connection.
 */
const PLAYERS = 20;
const KICK_OFF = '2024-10-27T16:59:00Z';

let site: Site;
let database: OwnDatabase;
let replay: ReplayServer;
let browser: Browser;
let players: Player[];
let url: string;
let followed: Awaited<ReturnType<typeof follow>>;

beforeAll(async () => {
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: KICK_OFF });
  site = await openSite({
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '500',
    ADMIN_EMAIL: 'admin@test.example',
    ADMIN_PASSWORD: 'a long admin password',
  });
  ({ url, database } = site);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await replay?.close();
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

/** Returns the last position of the log. */
async function head(): Promise<number> {
  const [row] = await database.query<{ head: string }>('SELECT max(seq) AS head FROM slate_event');
  return Number(row?.head);
}

/** Plays until the log has the given number of further scores, then stops. @returns the last position */
async function playOn(scores: number): Promise<number> {
  const causes = async () =>
    (
      await database.query(
        `SELECT 1 FROM slate_event
         WHERE payload->'cause'->>'kind' NOT IN ('kick-off', 'final', 'correction')`,
      )
    ).length;
  const before = await causes();
  await replay.replay.control({ action: 'resume' });
  await expect.poll(causes, { timeout: 60_000, interval: 50 }).toBeGreaterThanOrEqual(before + scores);
  return stop();
}

/**
 * Stops the Sunday, and waits until the log has everything that was played: an answer requested after the stop is
 * stored.
 */
async function stop(): Promise<number> {
  await replay.replay.control({ action: 'pause' });
  for (let i = 0; i < 2; i += 1) {
    const before = await asOf();
    await expect.poll(asOf, SOON).not.toBe(before);
  }
  return head();
}

async function asOf(): Promise<number | undefined> {
  const [row] = await database.query<{ at: Date }>('SELECT as_of AS at FROM feed_state');
  return row?.at.getTime();
}

/** The frames that one player receives, and the week's standings after each. */
async function follow(player: Player): Promise<{ client: SocketClient; tables: Map<number, Row[]> }> {
  const client = new SocketClient(player, 'everyone', () => [site.server.url], 0);
  const tables = new Map<number, Row[]>();
  client.oracle.onApplied = () => tables.set(client.oracle.seq, client.oracle.view.scopes.week);
  await client.connect();
  return { client, tables };
}

describe.skipIf(withoutPostgres || withoutBrowser)('a Sunday in the browser', () => {
  it('begins with a league whose cards are saved', async () => {
    await makeLeague();
    expect(await database.query('SELECT 1 FROM card')).toHaveLength(PLAYERS);
  });

  it('tells in the middle of the Sunday what can still come and what has been, on every page', async () => {
    followed = await follow(playerAt(5));
    const window = await windowOf(browser, playerAt(3), url, { width: 1280, height: 900 });
    const page = await window.newPage();
    onTestFailed(() => page.screenshot({ path: 'test-results/middle.png' }).then(() => undefined));
    await openLive(page, url, 'socket');
    await replay.replay.control({ action: 'speed', speed: 900 });
    const seq = await playOn(40);
    const table = await tableAt(page, seq);
    expect(table).toEqual((await recompute(database)).week);
    const live = await database.query(`SELECT 1 FROM game WHERE week = 8 AND state = 'in'`);
    await checkOutlook(page, live.length);
    await checkTimeMachine(page);
    await checkChances(page, url, PLAYERS);
    await checkScreen(page, url, table);
    await window.close();
  });

  it('holds back for the television, moves once a minute in calm mode', async () => {
    const window = await windowOf(browser, playerAt(3), url, { width: 1280, height: 900 });
    const page = await window.newPage();
    onTestFailed(() => page.screenshot({ path: 'test-results/calm.png' }).then(() => undefined));
    await openLive(page, url, 'socket');
    await page.keyboard.press('h');
    await page.getByText(/standings as of \d\d:\d\d:\d\d, \d+ waiting/).waitFor();
    const before = await shownSeq(page);
    const held = await playOn(3);
    await expect.poll(() => page.getByText(/standings as of .*, [1-9]\d* waiting/).count(), SOON).toBe(1);
    expect(await shownSeq(page)).toBe(before);
    await page.keyboard.press('h');
    await tableAt(page, held);

    const settings = page.getByRole('button', { name: /TV delay/ });
    await settings.click();
    const slider = page.getByRole('slider', { name: /TV delay/ });
    await slider.press('End');
    await page.getByText('TV −120 s').waitFor();
    const shown = await shownSeq(page);
    const late = await playOn(2);
    expect(await shownSeq(page)).toBe(shown);
    await slider.press('Home');
    await tableAt(page, late);

    await page.getByLabel('Calm mode').check();
    expect(await axe(page)).toEqual([]);
    await expect.poll(() => page.locator('[data-summary]').textContent()).toMatch(/^Calm mode/);
    const still = await shownSeq(page);
    const calm = await playOn(3);
    expect(await shownSeq(page)).toBe(still);
    await page.clock.fastForward(61_000);
    expect(await tableAt(page, calm)).toEqual((await recompute(database)).week);
    await expect.poll(() => page.locator('[data-summary]').textContent(), SOON).toMatch(/^\d\d:\d\d .*\./);
    await page.getByLabel('Calm mode').uncheck();
    await window.close();
  });

  it('P62 tells what happened since the table was last seen on this device', async () => {
    const window = await windowOf(browser, playerAt(4), url, { width: 390, height: 844 });
    const page = await window.newPage();
    await openLive(page, url, 'socket');
    await page.goto(`${url}/rules`);
    const seq = await playOn(8);
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((each) => each.startsWith('seen-table.')) ?? '';
      const seen = JSON.parse(localStorage.getItem(key) ?? '');
      seen.serverTime = new Date(Date.now() - 300_000).toISOString();
      localStorage.setItem(key, JSON.stringify(seen));
    });
    await page.goto(`${url}/live/everyone`);
    await tableAt(page, seq);
    const away = page.locator('[data-away=moves]');
    await away.waitFor(SOON);
    await expect.poll(() => away.getByRole('listitem').count(), SOON).toBeGreaterThan(0);
    // seen now, so the next visit shows no recap
    await page.reload();
    await tableAt(page, seq);
    expect(await away.count()).toBe(0);
    await window.close();
  });

  it.each(['socket', 'polling'] as const)(
    'P62 tells what happened while the viewer was away, by %s, and nothing when nothing did',
    async (link) => {
      const window = await windowOf(browser, playerAt(3), url, { width: 390, height: 844 });
      const page = await window.newPage();
      onTestFailed(() => page.screenshot({ path: `test-results/away-${link}.png` }).then(() => undefined));
      if (link === 'polling') await page.routeWebSocket(/./, (socket) => socket.close());
      await openLive(page, url, link);
      const away = page.locator('[data-away=moves]');

      if (link === 'socket') {
        await setVisible(page, false);
        await page.clock.fastForward(70_000);
        await setVisible(page, true);
        await expect.poll(() => connection(page), SOON).toBe(link);
        expect(await away.count()).toBe(0);
      }
      const before = await ownPlace(page);
      await window.setOffline(true);
      await page.clock.fastForward(20_000);
      await expect.poll(() => connection(page), SOON).not.toBe(link);
      const seq = await playOn(8);
      await window.setOffline(false);
      await tableAt(page, seq);
      await away.waitFor(SOON);
      const after = await ownPlace(page);
      const places = [before.rank, after.rank].map((rank) => `(T${rank}|${rank}(st|nd|rd|th))`);
      const words = `From ${places.join(' to ')}${before.rank === after.rank ? `|Still ${places[1]}` : ''}`;
      expect(await away.textContent()).toMatch(new RegExp(words));
      await expect.poll(() => away.getByRole('listitem').count(), SOON).toBeGreaterThan(0);
      await expect
        .poll(() => away.getByRole('status').textContent())
        .toMatch(/^While you were away, as of \d\d:\d\d: /);
      expect(await axe(page)).toEqual([]);
      await away.getByRole('button', { name: 'Close the recap' }).click();
      expect(await away.count()).toBe(0);
      await window.close();
    },
  );

  it('keeps its table when a part of it, or what it has already, does not load', async () => {
    const window = await windowOf(browser, playerAt(3), url, { width: 1280, height: 900 });
    const page = await window.newPage();
    onTestFailed(() => page.screenshot({ path: 'test-results/parts.png' }).then(() => undefined));
    let lost = 0;
    await page.route(/assets\/event-feed-/, (route) => {
      lost += 1;
      return route.abort();
    });
    await openLive(page, url, 'socket');
    await expect.poll(() => lost, SOON).toBeGreaterThan(0);
    const events = page.getByRole('region', { name: 'As it happened' });
    expect(await events.count()).toBe(0);
    await page.unroute(/assets\/event-feed-/);
    await page.clock.fastForward(60_000);
    await events.waitFor(SOON);
    await expect
      .poll(() => events.evaluate((section) => getComputedStyle(section).position), SOON)
      .toBe('sticky');

    await setVisible(page, false);
    await page.clock.fastForward(600_000);
    await window.setOffline(true);
    const refused = ['me', 'leagues'].map((what) =>
      page.waitForEvent('requestfailed', (request) => request.url().endsWith(`/api/${what}`)),
    );
    await setVisible(page, true);
    await Promise.all(refused);
    await expect.poll(() => connection(page), SOON).not.toBe('socket');
    expect(await tableOn(page)).toHaveLength(PLAYERS);
    await window.setOffline(false);
    await expect.poll(() => connection(page), SOON).toBe('socket');
    await window.close();
  });

  it('shows a correction as one, with what it took back', async () => {
    const window = await windowOf(browser, playerAt(3), url, { width: 1280, height: 900 });
    const page = await window.newPage();
    onTestFailed(() => page.screenshot({ path: 'test-results/correction.png' }).then(() => undefined));
    await openLive(page, url, 'socket');
    const corrected = page.locator('li[data-kind=correction]');
    expect(await corrected.count()).toBe(0);
    replay.replay.faults.add([{ kind: 'score-taken-back', times: 1 }]);
    await corrected.first().waitFor(SOON);
    expect(await corrected.first().textContent()).toContain('Score corrected');
    await tableAt(page, await stop());
    expect(await tableOn(page)).toEqual((await recompute(database)).week);
    await window.close();
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

    await replay.replay.control({ action: 'resume' });
    await expect.poll(finals, { timeout: 60_000 }).toBeGreaterThan(2);
    site.proxy.cut();
    await expect.poll(finals, { timeout: 60_000 }).toBeGreaterThan(8);
    site.proxy.cut();
    expect(await axe(byPolling)).toEqual([]);
    await expect.poll(finals, { timeout: 120_000 }).toBe(15);
    await replay.replay.control({ action: 'pause' });

    for (const page of [bySocket, byPolling]) {
      await expect.poll(() => tableOn(page), { timeout: 60_000 }).toEqual((await recompute(database)).week);
    }
    await Promise.all([wide.close(), phone.close()]);
  });

  it('is, in the time machine at each position of its log, what was sent', async () => {
    const { client, tables } = followed;
    await expect.poll(() => client.oracle.seq, SOON).toBe(await head());
    client.close();
    expect(client.oracle.faults).toEqual([]);
    const player = playerAt(5);
    const history = await player.get<History>(url, '/api/leagues/everyone/history/8');
    const { cards } = await player.get<LeagueCards>(url, '/api/leagues/everyone/cards/8');
    const { rows } = await player.get<Standings>(url, '/api/leagues/everyone/standings?scope=week&week=8');
    const replayed = weekReplay({ history, rows, cards, rules: 'classic' }, player.id);
    const ids = new Map(client.oracle.view.players.map(({ n, id }) => [n, id]));
    const byId = (table: readonly Row[], idOf: (n: number) => string | undefined) =>
      new Map(table.map(([n, rank, points]) => [idOf(n), [rank, points]]));
    expect(tables.size).toBeGreaterThan(100);
    for (const [seq, sent] of tables) {
      replayed.fold.seek(positionOf(history.events, seq));
      const told = replayed.fold.engine.top('week', 'all', PLAYERS);
      expect(byId(told, (n) => rows[n]?.id)).toEqual(byId(sent, (n) => ids.get(n)));
    }
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
