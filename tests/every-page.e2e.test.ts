import type { LeagueSummary } from '@sunday-live/contract';
import { Player } from '@sunday-live/testing';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMON_PATHS, PLAYER_PATHS, VISITOR_PATHS } from '../apps/client/src/app/page-paths.js';
import { launchBrowser, layersLeft, newWindow, windowOf } from './support/browser.js';
import { type Demo, startDemo } from './support/demo.js';
import { SOON } from './support/live-page.js';
import {
  brokenAddresses,
  cutTexts,
  smallTargets,
  spoiltNames,
  strayWords,
  tooWide,
} from './support/page-rules.js';
import { withoutBrowser, withoutPostgres } from './support/services.js';

/**
 * Rules that hold on every page of the client. The pages come from the table of addresses, so that a new page is
 * included.
 */
const HEIGHT = 844;
/** Visits all pages at several widths, which takes long on a busy machine. */
const WALK_MS = 400_000;
const PHONES = [390, 320] as const;
const SCREENS = [1280, 768, 1920] as const;
/** Players of a report; the largest possible number. */
const REPORTED = 8;

let demo: Demo;
let browser: Browser;
let admin: Player;
let parts: Readonly<Record<string, string>>;
let names: readonly string[];

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  const { email, password } = demo.admin;
  admin = await Player.signIn(demo.url, 'Dana', email, password, demo.url);
  const leagues = await admin.get<LeagueSummary[]>(demo.url, '/api/leagues');
  const league = leagues.find(({ id }) => id !== 'everyone');
  if (!league) throw new Error('the demo has no league of its own');
  const { members } = await admin.get<{ members: { id: string }[] }>(demo.url, `/api/leagues/${league.id}`);
  const everyone = await admin.get<{ members: { name: string }[] }>(demo.url, '/api/leagues/everyone');
  names = everyone.members.map(({ name }) => name);
  const players = members.slice(0, REPORTED).map(({ id }) => id);
  const body = { players, league: league.id };
  const { id: report } = await admin.send<{ id: string }>(demo.url, 'POST', '/api/reports', body);
  const { games } = await admin.get<{ games: { id: string }[] }>(demo.url, '/api/scorer/games');
  parts = {
    ...{ league: league.id, code: 'ABCDEF', week: '7', id: players[1] ?? '', year: '2024', report },
    game: games[0]?.id ?? '',
  };
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

/** A page that navigates between addresses as its own links do, and waits for its requests. */
class Walk {
  private pending = 0;

  private constructor(readonly page: Page) {
    const asks = (address: string) => /\/api\/(?!.*\/live)/.test(new URL(address).pathname);
    page.on('request', (request) => {
      if (asks(request.url())) this.pending += 1;
    });
    const ended = (request: Request) => {
      if (asks(request.url())) this.pending -= 1;
    };
    page.on('requestfinished', ended);
    page.on('requestfailed', ended);
  }

  static async from(context: BrowserContext, address: string): Promise<Walk> {
    const walk = new Walk(await context.newPage());
    await walk.page.goto(demo.url + address);
    await walk.settled();
    return walk;
  }

  async to(address: string): Promise<void> {
    await this.page.evaluate((next) => window.history.pushState(null, '', next), address);
    await this.settled();
  }

  async resize(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: HEIGHT });
    // drawings that depend on the width follow in the next frame
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  async settled(): Promise<void> {
    const { page } = this;
    await page
      .locator('h1')
      .first()
      .waitFor({ ...SOON, state: 'attached' });
    const busy = () => page.locator('main [aria-busy=true], main [role=status]:text("Loading")').count();
    await expect.poll(async () => this.pending === 0 && (await busy()) === 0, SOON).toBe(true);
  }
}

/** Lists the addresses of these patterns with all their parts; on request also without optional ones. */
function addressesOf(paths: readonly string[], bareToo: boolean): string[] {
  return paths.flatMap((path) => {
    const whole = path.replace(/:(\w+)\??/g, (_, name: string) => encodeURIComponent(parts[name] ?? name));
    const bare = path.replace(/\/:\w+\?/g, '');
    return !bareToo || bare === whole || bare.includes(':') ? [whole] : [bare, whole];
  });
}

/** Violations of a rule, by address and width. */
type Faults = Record<string, string[]>;

async function faultsOf(
  walk: Walk,
  addresses: readonly string[],
  widths: readonly number[],
  touch: boolean,
): Promise<Faults> {
  const faults: Faults = {};
  for (const address of addresses) {
    await walk.resize(widths[0] ?? 0);
    await walk.to(address);
    for (const width of widths) {
      await walk.resize(width);
      const look = async () => [
        ...(await tooWide(walk.page, width)),
        ...(touch ? await smallTargets(walk.page) : []),
        ...(await cutTexts(walk.page, width)),
        ...(await spoiltNames(walk.page, names)),
        ...(await brokenAddresses(walk.page)),
        ...(await strayWords(walk.page)),
      ];
      let found = await look();
      // a busy machine draws some frames later
      for (let again = 0; found.length > 0 && again < 20; again += 1) {
        await walk.resize(width);
        found = await look();
      }
      if (found.length > 0) faults[`${address} at ${width}`] = found;
    }
  }
  return faults;
}

const sectionsOf = (page: Page) =>
  page
    .getByRole('navigation', { name: 'Admin' })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));

/** Every view of every page that an admin who plays can see. */
async function insideOf({ page }: Walk, bareToo: boolean): Promise<string[]> {
  const pages = PLAYER_PATHS.filter((path) => !path.startsWith('/admin'));
  return [
    ...(await sectionsOf(page)),
    ...addressesOf(pages, bareToo),
    ...['week', 'weeks', 'figures', 'divisions'].map((view) => `/leaderboard?view=${view}`),
    ...['all', 'compare'].map((view) => `/results?view=${view}`),
    '/planner?view=teams',
    '/live/everyone',
    '/live/everyone?view=games',
  ];
}

/** Visits all pages, as a visitor and as an admin who plays. */
async function faultsOn(widths: typeof PHONES | typeof SCREENS, touch: boolean): Promise<Faults> {
  const size = { width: widths[0], height: HEIGHT };
  const visitor = await newWindow(browser, size);
  const outside = await Walk.from(visitor, '/');
  const open = ['/', ...addressesOf([...VISITOR_PATHS, ...COMMON_PATHS], touch)];
  const faults = await faultsOf(outside, open, widths, touch);
  await visitor.close();

  const context = await windowOf(browser, admin, demo.url, size);
  const walk = await Walk.from(context, '/admin');
  Object.assign(faults, await faultsOf(walk, await insideOf(walk, touch), widths, touch));
  await context.close();
  return faults;
}

describe.skipIf(withoutPostgres || withoutBrowser)('every page', () => {
  it(
    'C1, C2, C3: fits a phone with all its texts and whole names, and what is tapped is as large as a finger',
    async () => {
      expect(await faultsOn(PHONES, true)).toEqual({});
    },
    WALK_MS,
  );

  it(
    'C1, C3: fits a computer with all its texts and whole names',
    async () => {
      expect(await faultsOn(SCREENS, false)).toEqual({});
    },
    WALK_MS,
  );

  it('C4: has its views in the address: each is there again after a reload, and after Back from another page', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
    const walk = await Walk.from(context, '/home');
    const { page } = walk;
    const views = { '/leaderboard': 5, '/results': 3, '/planner': 2, '/live/everyone': 5 };
    for (const [address, count] of Object.entries(views)) {
      await walk.to(address);
      const choices = page.locator('main').locator('[role=tab], fieldset:not(form *) > label');
      const isChosen = (at: number) =>
        choices
          .nth(at)
          .evaluate((one) => one.ariaSelected === 'true' || one.querySelector(':checked') !== null);
      await expect.poll(() => choices.count(), SOON).toBe(count);
      for (let at = 0; at < count; at += 1) {
        await choices.nth(at).tap();
        await expect.poll(() => isChosen(at)).toBe(true);
        const { href } = new URL(page.url());
        await walk.to('/rules');
        await page.goBack();
        await walk.settled();
        expect(page.url()).toBe(href);
        await expect.poll(() => isChosen(at), SOON).toBe(true);
      }
      // the device remembers nothing that is not in the address
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await walk.settled();
      await expect.poll(() => isChosen(count - 1), SOON).toBe(true);
    }
    await context.close();
  });

  it('C4: has the order of each table in the address: after a reload, and after Back from another page', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 1280, height: HEIGHT });
    const walk = await Walk.from(context, '/home');
    const { page } = walk;
    const tables = [
      '/leaderboard',
      ...['week', 'weeks', 'figures'].map((view) => `/leaderboard?view=${view}`),
    ];
    for (const address of [...tables, '/results?view=all']) {
      await walk.to(address);
      const head = page.locator('th[data-column=name], th[data-kind=player]').first();
      const first = page.locator('tbody tr[data-player]').first();
      const order = async () => [
        await head.getAttribute('aria-sort'),
        await first.getAttribute('data-player'),
      ];
      await head.getByRole('button').click();
      await head.getByRole('button').click();
      await expect.poll(() => head.getAttribute('aria-sort')).not.toBe('none');
      const chosen = await order();
      await walk.to('/rules');
      await page.goBack();
      await walk.settled();
      await expect.poll(order, SOON).toEqual(chosen);
      await page.reload();
      await walk.settled();
      await expect.poll(order, SOON).toEqual(chosen);
      // the order is no step on the way back
      await page.goBack();
      await expect.poll(() => page.url()).not.toContain('sort=');
      await walk.to('/home');
    }
    await context.close();
  });

  it('C4: has the filters of the console in the address, and the week that is looked at', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 1280, height: HEIGHT });
    const walk = await Walk.from(context, '/home');
    const { page } = walk;
    const filters = [
      { address: '/admin/players', label: 'Name or email', value: 'dana' },
      { address: '/admin/players', label: 'Show', value: 'admins' },
      { address: '/admin/audit', label: 'About', value: 'season' },
      { address: '/admin/picks', label: 'Week', value: '7' },
      { address: '/admin/results', label: 'Week', value: '7' },
      { address: '/admin/corrections', label: 'Week', value: '7' },
      { address: '/admin/exports', label: 'Week of predictions, bankers and no picks', value: '7' },
    ];
    for (const { address, label, value } of filters) {
      await walk.to(address);
      const field = page.getByLabel(label, { exact: true });
      await field.waitFor(SOON);
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
      await expect.poll(() => new URL(page.url()).search, SOON).not.toBe('');
      await walk.to('/rules');
      await page.goBack();
      await expect.poll(() => field.inputValue(), SOON).toBe(value);
      await page.reload();
      await expect.poll(() => field.inputValue(), SOON).toBe(value);
    }
    await context.close();
  });

  it('C3: moves no game of the card when a pick or a banker is chosen', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
    const { page } = await Walk.from(context, '/card');
    const games = page.locator('[data-game]');
    const free = page.locator('[data-game]:has(button[aria-pressed=false])');
    await free.nth(1).waitFor(SOON);
    const places = () =>
      games.evaluateAll((all) => all.map((game) => game.getBoundingClientRect().top + window.scrollY));
    // parts of the page that load later may move the games: wait until they have not moved for ten checks
    const looks: string[] = [];
    await expect
      .poll(async () => {
        looks.push(JSON.stringify(await places()));
        return looks.length >= 10 && new Set(looks.slice(-10)).size === 1;
      }, SOON)
      .toBe(true);
    const before = await places();
    for (const id of await free.evaluateAll((all) =>
      all.slice(0, 2).map((one) => one.getAttribute('data-game')),
    )) {
      const game = page.locator(`[data-game="${id}"]`);
      await game.locator('button').tap();
      await expect.poll(() => game.getAttribute('data-pick')).toBe('away');
      await expect.poll(() => game.locator('button').getAttribute('aria-pressed')).toBe('true');
      expect(await places()).toEqual(before);
    }
    await expect.poll(() => page.locator('[data-banker-worth]').textContent()).toMatch(/^about \+/);
    await page.locator('[data-game] input[value=home]').first().tap({ force: true });
    expect(await places()).toEqual(before);
    await context.close();
  });

  it('C1: keeps the header in one row on every phone', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
    const walk = await Walk.from(context, '/home');
    const wrapped: number[] = [];
    for (let width = 320; width <= 520; width += 8) {
      await walk.resize(width);
      const rows = await walk.page
        .locator('header')
        .first()
        .evaluate((header) => {
          const shown = [...header.querySelectorAll(':scope > *, nav[aria-label=Main] a')];
          const middles = shown.map((each) => {
            const { top, bottom } = each.getBoundingClientRect();
            return Math.round((top + bottom) / 2);
          });
          return Math.max(...middles) - Math.min(...middles);
        });
      if (rows > 8) wrapped.push(width);
    }
    expect(wrapped).toEqual([]);
    await context.close();
  });

  it('C3: shows whole names in the live table of a phone', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
    const { page } = await Walk.from(context, '/live/everyone');
    await expect.poll(() => page.locator('tr[data-player]').count(), SOON).toBeGreaterThan(50);
    for (const width of PHONES) {
      await page.setViewportSize({ width, height: HEIGHT });
      expect(await spoiltNames(page, names)).toEqual([]);
    }
    await context.close();
  });

  it(
    'C3: keeps names and texts whole when the phone shows text twice as large',
    async () => {
      const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
      const walk = await Walk.from(context, '/admin');
      const inside = (await insideOf(walk, false)).filter((address) => !address.startsWith('/admin'));
      const session = await context.newCDPSession(walk.page);
      await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
      await walk.page.reload();
      await walk.settled();
      expect(await faultsOf(walk, inside, [390], false)).toEqual({});
      await context.close();
    },
    WALK_MS,
  );

  it('C5: leaves no step behind of a sheet that was open at a reload', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
    const walk = await Walk.from(context, '/home');
    const { page } = walk;
    const sheet = page.locator('dialog[open]');
    const row = page.locator('tr[data-player] button').nth(3);
    await walk.to('/live/everyone');
    await row.click(SOON);
    await sheet.waitFor(SOON);
    await page.reload();
    await walk.settled();
    await row.waitFor(SOON);
    expect(await sheet.count()).toBe(0);
    await layersLeft(page);
    await page.goBack();
    await expect.poll(() => page.url()).toBe(`${demo.url}/home`);

    // the sheet in the address is open again, and one step back closes it
    await walk.to('/live/everyone?ahead=needs');
    await page.reload();
    await sheet.waitFor(SOON);
    for (const _ of [1, 2]) {
      await page.reload();
      await sheet.waitFor(SOON);
    }
    await page.goBack();
    await expect.poll(() => sheet.count()).toBe(0);
    await expect.poll(() => page.url()).toBe(`${demo.url}/live/everyone`);
    // no element has opened it: the focus moves to the page, not before its header
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.goBack();
    await expect.poll(() => page.url()).toBe(`${demo.url}/home`);
    await context.close();
  });

  it('C5: closes its sheets and menus by Escape and by Back, stays, and gives the focus back', async () => {
    const context = await windowOf(browser, admin, demo.url, { width: 390, height: HEIGHT });
    const walk = await Walk.from(context, '/home');
    const { page } = walk;
    await walk.to('/live/everyone');
    const own = page.locator('[data-own-strip] button').first();
    const row = page.locator('tr[data-player] button').nth(3);
    await row.waitFor(SOON);
    await walk.to('/results?view=all');
    const result = page.locator('tr[data-player] button').first();
    await result.waitFor(SOON);
    const sheets = [
      { address: '/live/everyone', opener: own, layer: page.locator('dialog[open]') },
      { address: '/live/everyone', opener: row, layer: page.locator('dialog[open]') },
      { address: '/results?view=all', opener: result, layer: page.locator('dialog[open]') },
      {
        address: '/rules',
        opener: page.getByRole('button', { name: 'Account and settings' }),
        layer: page.locator('[popover]:popover-open'),
      },
    ];
    for (const { address, opener, layer } of sheets) {
      await walk.to(address);
      for (const close of ['Escape', 'Back']) {
        await opener.focus();
        await page.keyboard.press('Enter');
        await layer.waitFor(SOON);
        await expect.poll(() => page.evaluate(() => typeof window.history.state?.layer)).toBe('string');
        if (close === 'Escape') await page.keyboard.press('Escape');
        else await page.goBack();
        await expect.poll(() => layer.count()).toBe(0);
        await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
        await layersLeft(page);
        expect(page.url()).toBe(demo.url + address);
      }
    }
    await context.close();
  });
});
