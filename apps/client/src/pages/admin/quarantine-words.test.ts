import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { gameWords, quarantineWords } from './words.js';

const SERVER = fileURLToPath(new URL('../../../../server/src/features', import.meta.url));

/** Reads the reason codes from the server's sources. */
function codes(): string[] {
  const found = ['slate', 'feed'].flatMap((folder) =>
    readdirSync(join(SERVER, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
      .flatMap((file) => {
        const text = readFileSync(join(SERVER, folder, file), 'utf8');
        return [
          ...text.matchAll(/(?:reason: |quarantine\()'([a-z-]+)(?::[^']*)?'/g),
          ...text.matchAll(
            /return '((?:no|season)-[a-z]+|replaced|status-regression|teams-changed|score-before-kick-off)/g,
          ),
        ].map(([, code]) => code ?? '');
      }),
  );
  return [...new Set(found)].filter(
    (code) => code.includes('-') || ['malformed', 'sides', 'replaced'].includes(code),
  );
}

it('every reason of the server has a text without its code', () => {
  expect(codes().length).toBeGreaterThan(10);
  for (const code of [
    ...codes(),
    'week-full: a week has at most 31 games',
    'moved-after-start: 2024/2/8 to 2024/2/9',
  ])
    expect(quarantineWords(code), code).not.toContain(code.split(':')[0]);
});

it('names the week of the observation and of the stored game', () => {
  const game = {
    away: 'KC',
    home: 'PHI',
    awayScore: 22,
    homeScore: 40,
    state: 'post',
    kickoff: '2025-02-09T23:30:00.000Z',
    season: 2024,
  } as const;
  expect(gameWords({ ...game, type: 'post', week: 5 })).toBe(
    'KC 22 at PHI 40, final, the Super Bowl of 2024',
  );
  expect(gameWords({ ...game, type: 'regular', week: 5 })).toBe('KC 22 at PHI 40, final, week 5 of 2024');
});
