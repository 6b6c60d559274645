import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Announcement, nameSchema } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { type OwnDatabase, openSite, Player, type Site } from '@sunday-live/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, vi } from 'vitest';
import { axe } from './support/axe.js';
import { launchBrowser, layersLeft, tableOn, windowOf } from './support/browser.js';
import { GuardedPage } from './support/guarded-page.js';
import { HOSTILE_TEXTS } from './support/hostile-texts.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/** An admin at the console and a player beside it, in real browsers, on the built server and client. */
const WEEK = 8;
const ADMIN = { email: 'admin@test.example', password: 'a long admin password' };
const BEFORE_KICK_OFF = '2024-10-27T16:59:00Z';
const REASON = 'Sent by mail before the deadline';
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

const backups = mkdtempSync(join(tmpdir(), 'sunday-console-backups-'));
let site: Site;
let database: OwnDatabase;
let replay: ReplayServer;
let browser: Browser;
let url: string;
let admin: Player;
let ann: Player;
let ben: Player;
let windows: BrowserContext[];
let desk: Page;
let phone: Page;

beforeAll(async () => {
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: BEFORE_KICK_OFF });
  [site, browser] = await Promise.all([
    openSite({
      FEED_URL: replay.url,
      FEED_LIVE_INTERVAL_MS: '200',
      FEED_IDLE_INTERVAL_MS: '500',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      BACKUP_URL: `file:${backups}`,
    }),
    launchBrowser(),
  ]);
  ({ url, database } = site);
  await makeLeague();
  windows = [
    await windowOf(browser, admin, url, { ...WIDE, colorScheme: 'light' }),
    await windowOf(browser, ben, url, { ...PHONE, colorScheme: 'dark' }),
  ];
  const pages = await Promise.all(windows.map((window) => window.newPage()));
  [desk, phone] = pages as [Page, Page];
  for (const page of pages) page.setDefaultTimeout(10_000);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await replay?.close();
  rmSync(backups, { recursive: true, force: true });
});

/** An admin and two players with cards; Ben and the admin are in a league of their own. */
async function makeLeague(): Promise<void> {
  admin = await Player.signIn(url, 'Admin', ADMIN.email, ADMIN.password, url);
  const games = () => database.query('SELECT 1 FROM game WHERE week = $1', [WEEK]);
  await vi.waitUntil(async () => (await games()).length > 10, { timeout: 60_000, interval: 100 });
  await admin.send(url, 'PATCH', '/api/admin/season', { lock: 'kickoff' });
  [ann, ben] = await Promise.all([Player.signUp(url, 'Ann', url), Player.signUp(url, 'Ben', url)]);
  for (const player of [ann, ben]) await player.saveCard(url, WEEK, (_, i) => (i === 0 ? 'away' : 'home'));
  const den = await admin.createLeague(url, 'The Den');
  await ben.send(url, 'POST', '/api/leagues/join', { code: den.code });
}

/** Plays the whole Sunday, so that all of it is locked. */
async function play(): Promise<void> {
  await replay.replay.control({ action: 'resume' });
  await replay.replay.control({ action: 'seek', position: replay.replay.state().duration });
  await expect
    .poll(async () => (await database.query('SELECT 1 FROM card_receipt')).length, { timeout: 60_000 })
    .toBeGreaterThan(1);
}

async function giveReason(page: Page, label: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/Why\?/).fill(REASON);
  // colours are final once the sheet has slid in
  await sheet.evaluate((element) =>
    Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
  );
  expect(await axe(page)).toEqual([]);
  await sheet.getByRole('button', { name: label }).click();
  const refused = sheet.getByRole('alert');
  await expect.poll(async () => [await sheet.count(), await refused.allTextContents()]).toEqual([0, []]);
  await layersLeft(page);
}

/** Makes it look as if the page had been hidden for a while. */
const look = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

describe.skipIf(withoutPostgres || withoutBrowser)('the console', () => {
  it('counts the cards that are handed in, never which, and reminds the others once', async () => {
    await desk.goto(`${url}/admin`);
    await desk.getByRole('heading', { name: 'Handed in: 2 of 3' }).waitFor();
    await desk.getByRole('button', { name: 'Remind now' }).click();
    await giveReason(desk, 'Remind');
    await desk.getByText('Nobody can be reminded now').waitFor();
    expect(
      await database.query(
        `SELECT u.name FROM mail m JOIN "user" u ON u.id = m.player WHERE m.kind = 'nudge'`,
      ),
    ).toEqual([{ name: 'Admin' }]);
    expect(await axe(desk)).toEqual([]);
  });

  it('brings an announcement to a league to its members’ pages, whatever they watch, and to nobody else’s', async () => {
    const stranger = await windowOf(browser, ann, url, PHONE);
    const other = await stranger.newPage();
    for (const page of [phone, other]) {
      await page.goto(`${url}/live/everyone`);
      await page.locator('[data-connection=socket]').waitFor();
    }
    const rules = await windows[1]?.newPage();
    await rules?.goto(`${url}/rules`);
    await rules?.locator('[data-announcements]').waitFor({ state: 'attached' });

    await desk.goto(`${url}/admin/announcements`);
    await desk.getByLabel('Title').fill('Grill is on');
    await desk.getByLabel('Text').fill('Bring **chairs**');
    expect(await desk.getByLabel('Preview').locator('strong').textContent()).toBe('chairs');
    await desk.getByRole('combobox', { name: 'To' }).selectOption({ label: 'The Den' });
    expect(await axe(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Announce now' }).click();
    for (const page of [phone, rules]) {
      await page?.getByRole('heading', { name: 'Grill is on' }).waitFor();
      await page?.getByRole('article').filter({ hasText: 'Grill is on' }).getByText('The Den').waitFor();
    }

    await desk.getByLabel('Title').fill('By email');
    await desk.getByLabel('Text').fill('Bring chairs');
    await desk.getByLabel('By email, too').check();
    await desk.getByRole('button', { name: 'Announce now' }).click();
    const question = desk.getByRole('dialog');
    await question.getByRole('button', { name: /^Send to \d+ people$/ }).waitFor();
    await question.evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
    );
    expect(await axe(desk)).toEqual([]);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });

    await desk.getByRole('button', { name: 'Take down' }).click();
    await desk.getByRole('button', { name: 'Yes, take down' }).click();
    for (const page of [phone, rules])
      await page?.getByRole('heading', { name: 'Grill is on' }).waitFor({ state: 'detached' });
    // later events have reached it, too
    await admin.send(url, 'POST', '/api/admin/announcements', { title: 'For everybody', body: 'Hello' });
    await other.getByRole('heading', { name: 'For everybody' }).waitFor();
    expect(await other.locator('main').textContent()).not.toContain('Grill');
    await Promise.all([stranger.close(), rules?.close()]);
  });

  it('finds a player, and corrects a card with a reason that the receipts show to all', async () => {
    await play();
    await desk.goto(`${url}/admin/players`);
    await desk.getByLabel('Name or email').fill('ann@');
    await desk.getByText('1 player').waitFor();
    expect(await desk.getByRole('rowheader').allTextContents()).toEqual([expect.stringContaining('Ann')]);
    expect(await axe(desk)).toEqual([]);

    await phone.goto(`${url}/receipts/${WEEK}`);
    const verdict = (name: string) =>
      phone.getByRole('row', { name }).locator('[data-verdict]').textContent();
    await expect.poll(() => verdict('Ann')).toBe('As at the lock');
    expect(await axe(phone)).toEqual([]);

    await desk.goto(`${url}/admin/corrections`);
    await desk.getByLabel('Week').selectOption(String(WEEK));
    await desk.getByLabel('Player').fill('Ann');
    await desk.getByRole('button', { name: 'Ann' }).click();
    await desk.locator('tr input:checked').first().waitFor();
    // games that were over when Ann saved have no pick: the admin fills them in
    for (const game of await desk
      .getByRole('row')
      .filter({ has: desk.getByRole('radio') })
      .all()) {
      const [away, home] = [game.getByRole('radio').nth(0), game.getByRole('radio').nth(1)];
      if (!(await away.isChecked()) && !(await home.isChecked())) await home.check();
    }
    await desk.getByRole('button', { name: 'Correct the card' }).click();
    await giveReason(desk, 'Correct the card');

    await phone.reload();
    await expect.poll(() => verdict('Ann')).toBe('Corrected');
    expect(await verdict('Ben')).toBe('As at the lock');
    const row = phone.getByRole('row', { name: 'Ann' });
    await row.locator('summary').click();
    expect(await row.textContent()).toContain(REASON);
    expect(await axe(phone)).toEqual([]);
  });

  it('enters a score by hand, which is on players’ pages at once, and gives the game back', async () => {
    await phone.goto(`${url}/live/everyone`);
    await phone.locator('[data-connection=socket]').waitFor();
    await desk.goto(`${url}/admin/games`);
    await desk.getByLabel('Week', { exact: true }).selectOption(String(WEEK));
    const row = desk.getByRole('listitem', { name: 'CHI at WSH' });
    await row.getByRole('button', { name: 'Take over CHI at WSH' }).click();
    const sheet = desk.getByRole('dialog');
    await sheet.getByLabel('Points of CHI').fill('44');
    await sheet.getByLabel(/Why\?/).fill(REASON);
    await sheet.evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
    );
    expect(await axe(desk)).toEqual([]);
    await sheet.getByRole('button', { name: 'Take over' }).click();
    await sheet.waitFor({ state: 'detached' });
    await layersLeft(desk);
    await expect.poll(() => row.textContent()).toContain('44–');
    expect(await row.textContent()).toContain('By hand');
    await phone.getByRole('tab', { name: 'Games' }).click();
    const game = phone.locator('[data-game]').filter({ hasText: 'Entered by hand by Admin since' });
    await expect.poll(() => game.locator('[data-score=away]').textContent()).toBe('44');
    expect(await axe(phone)).toEqual([]);

    await row.getByRole('button', { name: 'Give back CHI at WSH' }).click();
    await giveReason(desk, 'Give it back');
    await expect.poll(() => game.count()).toBe(0);
    expect(await phone.locator('[data-score=away]').allTextContents()).not.toContain('44');
  });

  it('makes a player a scorer for a day', async () => {
    await desk.goto(`${url}/admin/players?search=ann`);
    const row = desk.getByRole('row', { name: /Ann/ });
    await row.getByRole('button', { name: 'Scorer for a day' }).click();
    await giveReason(desk, 'Scorer for a day');
    await row.getByText(/Scorer until/).waitFor();
    await row.getByRole('button', { name: 'End the scorer’s day' }).click();
    await giveReason(desk, 'End the scorer’s day');
    await row.getByRole('button', { name: 'Scorer for a day' }).waitFor();
  });

  it('adds a game that no feed has, and suspends it without a decision', async () => {
    await desk.goto(`${url}/admin/games?week=2024-regular-12`);
    await desk.getByRole('button', { name: 'Add a game' }).click();
    const sheet = desk.getByRole('dialog');
    await sheet.getByLabel('Road team').selectOption('CHI');
    await sheet.getByLabel('Home team').selectOption('NE');
    await sheet.getByLabel('Kickoff').fill('2099-11-24T18:00');
    await giveReason(desk, 'Add');
    const row = desk.getByRole('listitem', { name: 'CHI at NE' });
    await row.getByText('By hand').waitFor();
    await row.getByRole('button', { name: 'Enter CHI at NE' }).click();
    await sheet.getByLabel('State').selectOption('suspended');
    await giveReason(desk, 'Save');
    await row.getByText('0–0, suspended').waitFor();
    await row.getByRole('button', { name: 'Enter CHI at NE' }).click();
    expect(await sheet.getByLabel('State').inputValue()).toBe('suspended');
    await sheet.getByLabel('State').selectOption('off');
    await giveReason(desk, 'Save');
    await row.getByText('0–0, called off').waitFor();
  });

  it('closes the site for changes while the live table stays readable, and opens it again', async () => {
    await desk.goto(`${url}/admin/site`);
    await desk.getByLabel('Notice to players').fill('Back at noon');
    await desk.getByRole('button', { name: 'Begin maintenance' }).click();
    await giveReason(desk, 'Begin maintenance');
    await phone.goto(`${url}/live/everyone`);
    await phone.getByText('Back at noon').waitFor();
    await expect.poll(async () => (await tableOn(phone)).length).toBe(2);
    await expect.poll(() => phone.locator('[data-link]').first().getAttribute('data-link')).toBe('socket');
    expect(await axe(phone)).toEqual([]);
    await expect(ben.send(url, 'PATCH', '/api/me', { name: 'Benny' })).rejects.toThrow('Back at noon');
    await desk.getByRole('button', { name: 'End maintenance' }).click();
    await giveReason(desk, 'End maintenance');
    await ben.send(url, 'PATCH', '/api/me', { name: 'Benny' });
  });

  it('lists the alerts with their number on the entry, what to do and where, and puts them aside', async () => {
    await database.query(
      `INSERT INTO admin_alert (key, title, message) VALUES
       ('feed/outage', 'The feed is away', 'No poll has succeeded.\nIt is tried again.'),
       ('results/2024/2/7', 'Week 7: the results are not confirmed', 'One game is not final.')`,
    );
    await desk.goto(`${url}/admin`);
    const alerts = desk.getByRole('list', { name: 'Alerts' }).getByRole('listitem');
    const entry = desk.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: /^Alerts/ });
    await expect.poll(() => alerts.count()).toBe(2);
    await expect.poll(() => entry.textContent()).toBe('Alerts2 open');
    expect(await axe(desk)).toEqual([]);
    const outage = alerts.filter({ hasText: 'The feed is away' });
    expect(await outage.getByRole('link').getAttribute('href')).toBe('/admin/feed');
    await outage.getByRole('button', { name: 'Put aside' }).click();
    await giveReason(desk, 'Put aside');
    await expect.poll(() => entry.textContent()).toBe('Alerts1 open');
    await desk.getByRole('radio', { name: 'All' }).click();
    await expect.poll(() => alerts.count()).toBe(2);
    expect(new URL(desk.url()).search).toBe('?all');
    await desk.getByRole('button', { name: 'Account and settings' }).click();
    await desk.getByRole('link', { name: 'Admin 1 open' }).waitFor();
    await desk.keyboard.press('Escape');
    await layersLeft(desk);
  });

  it('switches on that jokers are played by themselves', async () => {
    await desk.goto(`${url}/admin/season`);
    await desk.getByRole('radio', { name: 'Are played' }).click();
    await giveReason(desk, 'Play them');
    await expect.poll(() => desk.getByRole('radio', { name: 'Are played' }).isChecked()).toBe(true);
    expect(await axe(desk)).toEqual([]);
  });

  it('shows the whole installation on one page', async () => {
    await desk.goto(`${url}/admin/status`);
    await desk.getByRole('heading', { name: 'Health' }).waitFor();
    await desk.getByText(process.version).waitFor();
    await desk.getByRole('table', { name: 'Largest tables' }).getByRole('rowheader').first().waitFor();
    expect(await axe(desk)).toEqual([]);
  });

  it('shows the queues in figures', async () => {
    await desk.goto(`${url}/admin/queues`);
    await desk.getByRole('rowheader', { name: 'mails' }).waitFor();
    expect(await axe(desk)).toEqual([]);
    await desk.goto(`${url}/admin/site`);
  });

  it('shows the age of the last backup, and makes one at once', async () => {
    await desk.goto(`${url}/admin/backups`);
    const rows = desk
      .getByRole('table', { name: 'Backups' })
      .getByRole('row')
      .filter({ hasText: 'Verified' });
    // the first one is made by itself
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(1);
    const panel = desk.getByRole('region', { name: 'Last verified backup' });
    expect(await panel.textContent()).toContain('Less than an hour');
    expect(await panel.textContent()).toContain(backups);
    expect(await axe(desk)).toEqual([]);
    const button = panel.getByRole('button', { name: 'Back up now' });
    await button.click();
    await expect.poll(() => panel.getByRole('status').textContent()).toMatch(/^(Waits|Step)/);
    expect(await button.isDisabled()).toBe(true);
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(2);
    await expect.poll(() => panel.getByRole('status').textContent()).toBe('');

    await desk.setViewportSize(PHONE);
    expect(await axe(desk)).toEqual([]);
    expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await desk.setViewportSize(WIDE);
    await desk.goto(`${url}/admin/site`);
  });

  it('switches live off under open pages, and on again without a reload', async () => {
    await phone.goto(`${url}/live/everyone`);
    await phone.locator('[data-connection=socket]').waitFor();
    await desk.getByRole('button', { name: 'Switch off' }).click();
    await giveReason(desk, 'Switch off');
    await phone.getByRole('heading', { name: 'Live is switched off for now' }).waitFor();
    expect(await axe(phone)).toEqual([]);
    await desk.goto(`${url}/live/everyone`);
    await desk.locator('[data-connection=socket]').waitFor();
    await desk.goto(`${url}/admin/site`);
    await desk.getByRole('button', { name: 'Switch on' }).click();
    await giveReason(desk, 'Switch on');
    await look(phone);
    await phone.locator('[data-connection=socket]').waitFor();
    await expect.poll(async () => (await tableOn(phone)).length).toBe(2);
  });
});

describe.skipIf(withoutPostgres || withoutBrowser)('what hostile people write', () => {
  it('is text on every page that shows it: names, leagues, announcements and their preview', async () => {
    const names = HOSTILE_TEXTS.filter((text) => nameSchema.safeParse(text).success);
    expect(names.length).toBeGreaterThan(20);
    const hostile = await Promise.all(names.map((name, i) => signUp(name, i)));
    const league = await hostile[0]?.createLeague(url, HOSTILE_TEXTS[3] ?? '');
    if (league === undefined) throw new Error('no league');
    for (const player of [...hostile.slice(1), ben])
      await player.send(url, 'POST', '/api/leagues/join', { code: league.code });
    for (const name of names.slice(0, 19)) await ben.createLeague(url, name);
    await database.query(
      `INSERT INTO card (season, season_type, week, n, has, home, banker, joker)
       SELECT c.season, c.season_type, c.week, u.n, c.has, c.home, c.banker, c.joker
       FROM "user" u, card c JOIN "user" o ON o.n = c.n
       WHERE o.id = $1 AND u.id = ANY($2)`,
      [ben.id, hostile.map(({ id }) => id)],
    );
    const body = HOSTILE_TEXTS.join('\n\n');
    expect(body.length).toBeLessThan(5000);

    const guarded = await GuardedPage.of(await (await windowOf(browser, ben, url, WIDE)).newPage(), url);
    const { page } = guarded;
    page.setDefaultTimeout(10_000);
    onTestFailed(() => console.error(page.url()));
    const visit = async (path: string, text: string): Promise<void> => {
      await page.goto(url + path);
      await page.getByText(text).filter({ visible: true }).first().waitFor();
      expect(await guarded.faults(), path).toEqual([]);
    };

    const posted = await admin.send<Announcement>(url, 'POST', '/api/admin/announcements', {
      title: HOSTILE_TEXTS[2],
      body,
    });
    await visit(`/leagues/${league.id}`, names.at(-1) ?? '');
    await visit(`/live/${league.id}`, names[0] ?? '');
    const shown = await page.locator(`[data-announcement="${posted.id}"]`).textContent();
    for (const text of HOSTILE_TEXTS.slice(0, 33)) expect(shown).toContain(text);
    await visit(`/leaderboard/${league.id}`, names[0] ?? '');
    await visit(`/receipts/${WEEK}`, 'seal');
    await visit(`/results/${WEEK}?league=${league.id}`, names[0] ?? '');
    await visit('/news', HOSTILE_TEXTS[2] ?? '');
    await visit('/leagues', names[5] ?? '');

    await database.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [ben.id]);
    await visit('/admin/players', names[0] ?? '');
    await visit('/admin/announcements', HOSTILE_TEXTS[2] ?? '');
    await page.getByRole('textbox', { name: 'Title' }).fill(HOSTILE_TEXTS[3] ?? '');
    await page.getByRole('textbox', { name: 'Text' }).fill(body);
    await page.getByLabel('Preview').getByText('alert(1)').first().waitFor();
    expect(await guarded.faults(), 'preview').toEqual([]);

    // proves that the check works: forced, the text does run, and even then the policy stops it
    await page.evaluate(
      (html) => document.body.insertAdjacentHTML('beforeend', html),
      HOSTILE_TEXTS[2] ?? '',
    );
    await expect
      .poll(() => guarded.faults())
      .toEqual([
        expect.stringMatching(/^policy: script-src-attr inline/),
        expect.stringMatching(/^planted: <img/),
      ]);
  });
});

describe('the console on a phone', () => {
  it('shows which of its tabs is open', async () => {
    const window = await windowOf(browser, admin, url, { ...PHONE, colorScheme: 'dark' });
    const page = await window.newPage();
    for (const tab of ['Feed', 'Exports', 'Alerts']) {
      await page.goto(`${url}/admin/${tab.toLowerCase()}`);
      const current = page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: tab });
      await expect.poll(() => current.getAttribute('aria-current')).toBe('page');
      const inView = async () => {
        const box = await current.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= PHONE.width;
      };
      await expect.poll(inView).toBe(true);
    }
    await window.close();
  });
});

function signUp(name: string, i: number): Promise<Player> {
  return Player.signUp(url, name, url, `hostile${i}@test.example`);
}
