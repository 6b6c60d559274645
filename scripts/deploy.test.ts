import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const configuration = read('docs/configuration.md');
const FILES = ['deploy/sunday-live.service', 'Procfile'];

it.each(FILES)('%s sets only variables that the server documents', (file) => {
  const names = [...read(file).matchAll(/(?:^Environment=|[: ] ?)([A-Z][A-Z_]+)=/gm)].map(
    (match) => match[1],
  );
  expect(names).not.toEqual([]);
  // the last two are Node's and the allocator's
  const unknown = names.filter(
    (name) => !configuration.includes(`\`${name}\``) && name !== 'NODE_ENV' && name !== 'MALLOC_ARENA_MAX',
  );
  expect(unknown).toEqual([]);
});

it.each(FILES)('%s starts the server as `npm run serve` does', (file) => {
  const { scripts } = JSON.parse(read('package.json'));
  expect(read(file)).toContain(scripts.serve);
});

it('lets the router of a platform reach every process of the Procfile', () => {
  for (const line of read('Procfile').trim().split('\n')) expect(line).toContain('HOST=0.0.0.0');
});
