import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RULES_NAMES } from '../libs/scoring/src/rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files that may name variants: the list, their words on screen, and migrations, which are never edited. */
const NAMED = [
  'libs/scoring/src/rules.ts',
  'apps/client/src/game/rules-words.ts',
  'apps/server/src/platform/database/migrations/',
];

/** Finds names of rules variants in a source, as text or as a member of `RULES`. */
function namesIn(source: string): string[] {
  return RULES_NAMES.filter((name) => new RegExp(`(['"\`])${name}\\1|\\bRULES\\.${name}\\b`).test(source));
}

describe('S34 a rules variant', () => {
  it('is named in no source but the one list and its words', () => {
    const files = execFileSync('git', ['ls-files', 'apps', 'libs', 'bench', 'soak', 'tests', 'scripts'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) => !NAMED.some((place) => file.startsWith(place)));
    expect(files.length).toBeGreaterThan(500);
    const named = files.flatMap((file) =>
      namesIn(readFileSync(root + file, 'utf8')).map((name) => `${file}: ${name}`),
    );
    expect(named).toEqual([]);
  });

  it.each([
    [`league.rules === 'straight'`, ['straight']],
    ['the rules `classic`', ['classic']],
    ['RULES.classic', ['classic']],
    [`WHERE rules = 'joker-week'`, ['joker-week']],
    ['demo-straight-talk', []],
    ['writes the season straight into the tables', []],
  ])('is found in %s', (source, names) => {
    expect(namesIn(source)).toEqual(names);
  });
});
