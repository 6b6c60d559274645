import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { quarantineWords } from './quarantine-words.js';

const SERVER = fileURLToPath(new URL('../../../../server/src/features', import.meta.url));

/** Codes that the server's sources give as reasons. */
function codes(): string[] {
  const found = ['slate', 'feed'].flatMap((folder) =>
    readdirSync(join(SERVER, folder))
      .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
      .flatMap((file) => {
        const text = readFileSync(join(SERVER, folder, file), 'utf8');
        return [
          ...text.matchAll(/(?:reason: |quarantine\()'([a-z-]+)(?::[^']*)?'/g),
          ...text.matchAll(
            /return '((?:no|season)-[a-z]+|status-regression|teams-changed|score-before-kick-off)/g,
          ),
        ].map(([, code]) => code ?? '');
      }),
  );
  return [...new Set(found)].filter((code) => code.includes('-') || code === 'malformed' || code === 'sides');
}

it('every reason of the server has words without its code', () => {
  expect(codes().length).toBeGreaterThan(10);
  for (const code of [
    ...codes(),
    'week-full: a week has at most 31 games',
    'moved-after-start: 2024/2/8 to 2024/2/9',
  ])
    expect(quarantineWords(code), code).not.toContain(code.split(':')[0]);
});
