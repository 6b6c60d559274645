import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AdminGame, type AdminGames, type Game, type GameReturn, TEAMS } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { type OwnDatabase, openSite, Player, recompute, type Site } from '@sunday-live/testing';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, vi } from 'vitest';
import { z } from 'zod';
import { axe } from './support/axe.js';
import { launchBrowser, layersLeft, windowOf } from './support/browser.js';
import { SOON, tableAt } from './support/live-page.js';
import { cutTexts, smallTargets, tooWide } from './support/page-rules.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/**
 * A Sunday without the feed, from the second quarter of the early games on: one person scores all of it on a phone.
 * Real: the built server and client, PostgreSQL, the replay with its faults.
 */
const WEEK = 8;
const PLAYERS = 12;
const BEFORE_KICK_OFF = '2024-10-27T16:59:00Z';
const FEED_DIES = '2024-10-27T17:45:00Z';
const WHY = 'The feed was away all Sunday';
const PHONE = { width: 390, height: 844 };
/** More than the time in which a second tap is a slip of the finger, ms. */
const NEXT_TAP = 301;

const recorded = z
  .object({
    games: z.array(z.object({ id: z.string(), away: z.string(), home: z.string() })),
    events: z.array(
      z.object({
        t: z.string(),
        game: z.string(),
        awayScore: z.number(),
        homeScore: z.number(),
        kind: z.string(),
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(
        fileURLToPath(new URL('../apps/replay/data/sunday-2024-w8.json', import.meta.url)),
        'utf8',
      ),
    ),
  );
const playsOf = (id: string) => recorded.events.filter(({ game }) => game === id);
const lastOf = (id: string) => playsOf(id).at(-1) ?? { awayScore: -1, homeScore: -1 };

let site: Site;
let database: OwnDatabase;
let replay: ReplayServer;
let browser: Browser;
let url: string;
let admin: Player;
let sam: Player;
let ann: Player;
let pocket: BrowserContext;
let phone: Page;

beforeAll(async () => {
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: BEFORE_KICK_OFF });
  [site, browser] = await Promise.all([
    openSite({
      FEED_URL: replay.url,
      FEED_LIVE_INTERVAL_MS: '200',
      FEED_IDLE_INTERVAL_MS: '500',
      ADMIN_EMAIL: 'admin@test.example',
      ADMIN_PASSWORD: 'a long admin password',
    }),
    launchBrowser(),
  ]);
  ({ url, database } = site);
  await makeLeague();
  pocket = await windowOf(browser, sam, url, { ...PHONE, colorScheme: 'dark' });
  phone = await pocket.newPage();
  phone.setDefaultTimeout(10_000);
  await phone.clock.install();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await replay?.close();
});

/** Players with cards for the Sunday; Sam is a scorer of the day, Ann too. */
async function makeLeague(): Promise<void> {
  const games = () => database.query('SELECT 1 FROM game WHERE week = $1', [WEEK]);
  await vi.waitUntil(async () => (await games()).length > 10, { timeout: 60_000, interval: 100 });
  admin = await Player.signIn(url, 'Admin', 'admin@test.example', 'a long admin password', url);
  await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
  const players = await Promise.all(
    ['Sam', 'Ann', ...Array.from({ length: PLAYERS - 2 }, (_, i) => `Player ${i + 1}`)].map((name) =>
      Player.signUp(url, name, url),
    ),
  );
  [sam, ann] = players as [Player, Player];
  await Promise.all(
    players.map((player, i) =>
      player.saveCard(url, WEEK, (_, g) => ((g * 7 + i * 3) % 5 < 2 ? 'away' : 'home')),
    ),
  );
  for (const { id } of [sam, ann])
    await admin.send(url, 'PATCH', `/api/admin/users/${id}/scorer`, { scorer: true, why: WHY });
}

/** The games as the console has them. */
async function adminGames(): Promise<readonly AdminGame[]> {
  return (await admin.get<AdminGames>(url, `/api/admin/games?week=${WEEK}`)).games;
}

async function gameOf(id: string): Promise<Game> {
  const found = (await adminGames()).find(({ game }) => game.id === id);
  if (found === undefined) throw new Error(`no game ${id}`);
  return found.game;
}

const points = async (page: Page): Promise<number[]> =>
  (await page.locator('[data-points]').allTextContents()).map(Number);
const press = async (page: Page, name: string, team?: string): Promise<void> => {
  const place = team === undefined ? page : page.getByRole('region', { name: team, exact: true });
  await touch(page, place.getByRole('button', { name }));
};
/** Touches a button, without the waits of a click: hundreds of touches make a Sunday. */
const touch = async (page: Page, button: Locator): Promise<void> => {
  await button.evaluate((element: HTMLButtonElement) => element.click());
  await page.clock.fastForward(NEXT_TAP);
};
const sent = (page: Page) => page.locator('[data-state=sent][data-waiting="0"]').waitFor(SOON);

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`${url}/score/${id}`);
  await page.getByRole('button', { name: 'Score this game' }).click();
  await sent(page);
}

/** What a page on a phone must be. */
async function expectFit(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await tooWide(page, PHONE.width)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  expect(await cutTexts(page, PHONE.width)).toEqual([]);
}

/** The names of the scores on the buttons. */
const BUTTONS: Readonly<Record<string, string>> = {
  TD: 'Touchdown',
  PAT: 'Extra point',
  '2PT': 'Two-point',
  FG: 'Field goal',
  safety: 'Safety',
};
const NEXT = /^(Kickoff|End of|Start 3rd|Overtime)/;

/** Taps what a game's recording has after the score that the page shows. */
async function scoreOut(
  page: Page,
  { id, away, home }: { id: string; away: string; home: string },
): Promise<void> {
  const [title] = await page.locator('h1').allTextContents();
  const [awayName = away, homeName = home] = /^(.+) at (.+?)(?:You|The|By)/.exec(title ?? '')?.slice(1) ?? [];
  const { state } = await gameOf(id);
  const [startAway, startHome] = await points(page);
  let before = { awayScore: startAway ?? 0, homeScore: startHome ?? 0 };
  const all = playsOf(id);
  const rest = state === 'pre' ? all : all.filter(({ t }) => t > FEED_DIES);
  for (const play of rest) {
    const score = BUTTONS[play.kind];
    if (score !== undefined)
      await press(page, score, play.awayScore > before.awayScore ? awayName : homeName);
    else if (['kickoff', 'halftime', 'start-quarter'].includes(play.kind)) {
      await touch(page, page.getByRole('button', { name: NEXT }));
    } else if (play.kind === 'final') await press(page, 'Final');
    before = play;
  }
  expect(await points(page)).toEqual([before.awayScore, before.homeScore]);
  await sent(page);
}

describe.skipIf(withoutPostgres || withoutBrowser)('the scorer’s page', () => {
  it('H5 lists the week’s games for a scorer, and nothing for others', async () => {
    await replay.replay.control({ action: 'seek', position: FEED_DIES });
    const early = () => database.query(`SELECT 1 FROM game WHERE state = 'in' AND period = 2`);
    await expect.poll(async () => (await early()).length, SOON).toBeGreaterThan(4);
    replay.replay.faults.add([{ kind: 'status', status: 503 }]);
    await phone.goto(`${url}/score`);
    await phone.getByRole('link', { name: /Jets .* at Patriots/ }).waitFor();
    await expectFit(phone);
    const guest = await windowOf(browser, await Player.signUp(url, 'Guest', url), url, PHONE);
    const other = await guest.newPage();
    await other.goto(`${url}/score`);
    await other.getByRole('heading', { name: 'You are no scorer now' }).waitFor();
    await guest.close();
  });

  it('H4 the console opens at the week that is played, when the next one takes picks already', async () => {
    await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'week' });
    const desk = await windowOf(browser, admin, url, { width: 1280, height: 900 });
    const page = await desk.newPage();
    await page.goto(`${url}/admin/games`);
    await page.getByRole('listitem', { name: 'NYJ at NE' }).waitFor(SOON);
    await page.getByRole('link', { name: 'Scorer’s page NYJ at NE' }).click();
    await page.getByRole('heading', { name: /^Jets at Patriots/ }).waitFor();
    expect(await tooWide(page, 1280)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await desk.close();
  });

  it('H6 counts a tap once, undoes without limit, sets the score, and fits a phone', async () => {
    onTestFailed(() => phone.screenshot({ path: 'test-results/scorer.png' }).then(() => undefined));
    const id = '401671618';
    await phone.goto(`${url}/score/${id}`);
    await phone.getByText('The feed enters this game').waitFor();
    await expectFit(phone);
    await phone.getByRole('button', { name: 'Score this game' }).click();
    await sent(phone);
    await expectFit(phone);
    const [away = 0, home = 0] = await points(phone);
    // two touches at once
    await phone
      .getByRole('region', { name: 'Jets', exact: true })
      .getByRole('button', { name: 'Touchdown' })
      .evaluate((button: HTMLButtonElement) => {
        button.click();
        button.click();
      });
    expect(await points(phone)).toEqual([away + 6, home]);
    await phone.clock.fastForward(NEXT_TAP);
    await press(phone, 'Extra point', 'Jets');
    await press(phone, 'Safety', 'Patriots');
    await sent(phone);
    await expect.poll(async () => (await gameOf(id)).awayScore).toBe(away + 7);
    await press(phone, 'Final');
    await phone.getByRole('button', { name: 'Undo: final' }).waitFor();
    for (const name of ['final', 'safety Patriots', 'extra point Jets', 'touchdown Jets'])
      await press(phone, `Undo: ${name}`);
    expect(await points(phone)).toEqual([away, home]);
    expect(await phone.getByRole('button', { name: 'Nothing to undo' }).isDisabled()).toBe(true);
    await phone.getByText(`Undone: touchdown Jets. NYJ ${away}, NE ${home}`).waitFor({ state: 'attached' });
    await sent(phone);
    await expect.poll(async () => await gameOf(id)).toMatchObject({ awayScore: away, state: 'in' });

    await phone.getByRole('button', { name: 'Set score' }).click();
    const sheet = phone.getByRole('dialog');
    await sheet.getByLabel('Jets', { exact: true }).fill('30');
    await sheet.getByRole('button', { name: 'Patriots one more' }).click();
    await phone.clock.runFor(1_000);
    await expectFit(phone);
    await sheet.getByRole('button', { name: 'Set', exact: true }).click();
    await layersLeft(phone);
    expect(await points(phone)).toEqual([30, home + 1]);
    await phone.clock.fastForward(NEXT_TAP);
    await press(phone, 'Undo: set score');
    expect(await points(phone)).toEqual([away, home]);
    await sent(phone);
  });

  it('H6 works through a dead connection and a reload: every tap arrives, in order, once', async () => {
    const id = '401671667';
    await open(phone, id);
    const before = await gameOf(id);
    await phone.emulateMedia({ colorScheme: 'light' });
    await pocket.setOffline(true);
    await press(phone, 'Touchdown', 'Eagles');
    await press(phone, 'Two-point', 'Eagles');
    await press(phone, 'Field goal', 'Bengals');
    await press(phone, 'Undo: field goal Bengals');
    await phone.getByText('No connection. 4 taps wait, and will be sent.').waitFor();
    expect(await points(phone)).toEqual([before.awayScore + 8, before.homeScore]);
    await expectFit(phone);
    expect((await gameOf(id)).awayScore).toBe(before.awayScore);
    // the answer to the taps is lost on the way: the server has them, the phone sends them again after a reload
    await phone.route('**/plays', async (route) => {
      await route.fetch().catch(() => undefined);
      await route.abort();
    });
    await pocket.setOffline(false);
    await expect.poll(async () => (await gameOf(id)).awayScore, SOON).toBe(before.awayScore + 8);
    await phone.getByRole('link', { name: 'All games' }).click();
    await phone.getByRole('link', { name: /Eagles .*4 taps wait on this device/ }).waitFor();
    await phone.goBack();
    await phone.unroute('**/plays');
    await phone.reload();
    await sent(phone);
    await expect
      .poll(async () => await gameOf(id))
      .toMatchObject({
        awayScore: before.awayScore + 8,
        homeScore: before.homeScore,
      });
    for (const name of ['two-point try Eagles', 'touchdown Eagles']) await press(phone, `Undo: ${name}`);
    await sent(phone);
    await expect.poll(async () => (await gameOf(id)).awayScore).toBe(before.awayScore);
  });

  it('H7 tells a second scorer who holds the game, who takes it over with one confirmation', async () => {
    const id = '401671667';
    const second = await windowOf(browser, ann, url, { ...PHONE, colorScheme: 'light' });
    const other = await second.newPage();
    await other.clock.install();
    await other.goto(`${url}/score/${id}`);
    await other.getByText('Sam scores this game', { exact: true }).waitFor();
    expect(await other.getByRole('button', { name: 'Touchdown' }).count()).toBe(0);
    await expectFit(other);
    await other.getByRole('button', { name: 'Take over' }).click();
    await other.getByRole('button', { name: 'Yes, take over' }).click();
    await sent(other);
    // Sam's phone has not looked yet
    await phone.getByRole('region', { name: 'Bengals' }).getByRole('button', { name: 'Safety' }).click();
    await phone.getByText('Ann scores this game. 1 tap waits').waitFor(SOON);
    await phone.getByRole('button', { name: 'Drop what waits' }).click();
    await phone.clock.fastForward(5_000);
    await phone.getByRole('button', { name: 'Take over' }).click();
    await phone.getByRole('button', { name: 'Yes, take over' }).click();
    await sent(phone);
    await second.close();
  });

  it('scores the Sunday out by one person: standings equal the recompute', async () => {
    onTestFailed(() => phone.screenshot({ path: 'test-results/held-sunday.png' }).then(() => undefined));
    for (const game of recorded.games) {
      await phone.evaluate((address) => window.history.pushState(null, '', address), `/score/${game.id}`);
      const [away = ''] = TEAMS.filter(({ abbr }) => abbr === game.away).map(({ nickname }) => nickname);
      await phone.getByRole('heading', { name: new RegExp(`^${away} at `) }).waitFor();
      const take = phone.getByRole('button', { name: 'Score this game' });
      await take.or(phone.getByText('You score this game')).first().waitFor();
      if ((await take.count()) > 0) await take.click();
      await sent(phone);
      await scoreOut(phone, game);
    }
    for (const { id } of recorded.games) {
      const { awayScore, homeScore } = lastOf(id);
      expect(await gameOf(id)).toMatchObject({ awayScore, homeScore, state: 'post' });
    }
    await expectStandings();
  }, 90_000);

  it('the feed returns and agrees: giving back moves nothing; where it differs the console says how many', async () => {
    const [wrong] = recorded.games;
    if (wrong === undefined) throw new Error('no game');
    await admin.send(url, 'PATCH', `/api/admin/games/${wrong.id}`, { homeScore: 40, awayScore: 3, why: WHY });
    await replay.replay.control({ action: 'seek', position: replay.replay.state().duration });
    replay.replay.faults.clear();
    const said = async () =>
      (await adminGames()).filter(({ source, feed }) => source === 'hand' && feed?.state === 'post').length;
    await expect.poll(said, { timeout: 60_000 }).toBe(recorded.games.length);
    for (const { id } of recorded.games) {
      const change = await admin.get<GameReturn>(url, `/api/admin/games/${id}/return`);
      if (id === wrong.id) expect(change.rows).toBeGreaterThan(0);
      else expect(change).toMatchObject({ rows: 0 });
    }
    const desk = await windowOf(browser, admin, url, { width: 1280, height: 900 });
    const page = await desk.newPage();
    await page.goto(`${url}/admin/games?week=2024-regular-${WEEK}`);
    await page.getByText('Another final score').first().waitFor();
    expect(await page.getByText('Another final score').count()).toBe(1);
    await page.getByRole('button', { name: `Give back ${wrong.away} at ${wrong.home}` }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(/The points of \d+ players? change\./).waitFor();
    await sheet.evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
    );
    expect(await axe(page)).toEqual([]);
    await sheet.getByLabel(/Why\?/).fill(WHY);
    await sheet.getByRole('button', { name: 'Give it back' }).click();
    await sheet.waitFor({ state: 'detached' });
    await desk.close();
    for (const { id } of recorded.games.slice(1))
      await admin.send(url, 'PATCH', `/api/admin/games/${id}`, { byHand: false, why: WHY });
    for (const { id } of recorded.games) {
      const { awayScore, homeScore } = lastOf(id);
      expect(await gameOf(id)).toMatchObject({ awayScore, homeScore, state: 'post' });
    }
    await expectStandings();
  });
});

/** The live page's table equals standings from scratch. */
async function expectStandings(): Promise<void> {
  const viewer = await windowOf(browser, ann, url, { width: 1280, height: 900 });
  const page = await viewer.newPage();
  await page.goto(`${url}/live/everyone`);
  await page.locator('[data-own-rank]').waitFor(SOON);
  const [row] = await database.query<{ head: string }>('SELECT max(seq) AS head FROM slate_event');
  expect(await tableAt(page, Number(row?.head))).toEqual((await recompute(database)).week);
  await viewer.close();
}
