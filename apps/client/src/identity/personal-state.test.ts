import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
/** The sources of the pages, without tests, worker and widget, which hold no player. */
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^(testing|worker|widget)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const using = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .sort();

/** Each kind of data that belongs to a player has one owner, which drops it with the player. */
describe('X40: nothing of a player outlives the sign-in, by construction', () => {
  it('there is one cache of what was read, and it is one player’s', () => {
    expect(using(/new QueryClient\(/)).toEqual(['app/app.tsx']);
  });

  it('storage keys are made in one place, for the device or for a player', () => {
    expect(using(/\b(localStorage|sessionStorage|indexedDB)\b/)).toEqual([
      'identity/storage.ts',
      'ui/theme.ts',
    ]);
    expect(using(/as StorageKey/)).toEqual(['identity/storage.ts']);
  });

  it('requests name the player, except the clock’s and the poll’s, which does so itself', () => {
    expect(using(/(?<![.\w])fetch\(/)).toEqual([
      'game/card-queries.ts',
      'http/http.ts',
      'live/long-poll-transport.ts',
    ]);
  });

  it('no module keeps its own state, which would outlive the page of a player', () => {
    // constants in capitals never change, and properties of an object go with the object
    const kept =
      /^(?:export )?let |^(?:export )?const (?![A-Z_]+\b)\w+(?:: [^=]+)? = new (?!Weak)[A-Z]\w+(?:<.*>)?\(\)/m;
    expect(using(kept)).toEqual([
      'identity/identity.ts',
      'identity/storage.ts',
      'live/use-tv-delay.ts',
      'pwa/install.tsx',
      // open layers above the page, which close with it
      'ui/hooks.ts',
      'ui/layers.ts',
      'ui/theme.ts',
    ]);
  });

  it('a page with its own stream shows the announcements, so that no page opens two streams', () => {
    const streams = using(/\buseLive\(/).filter((path) => !/^live\/[^/]+$/.test(path));
    expect(streams).toEqual([
      'live/announcements/live-banners.tsx',
      'pages/card/follow-slate.tsx',
      'pages/chances/chances-page.tsx',
      'pages/live/live-league.tsx',
      'pages/screen/screen-page.tsx',
    ]);
    const shell = sources.find(({ path }) => path === 'app/shell.tsx')?.text ?? '';
    for (const page of ['live', 'chances', 'card', 'screen'])
      expect(shell).toMatch(new RegExp(`\\^\\\\/.*${page}`));
  });
});
