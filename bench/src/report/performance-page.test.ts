import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { atMost } from './figure.js';
import { PAGE, withFigures } from './performance-page.js';
import { type PartResult, readResults, saveResult } from './results.js';

const part: PartResult = {
  measuredAt: '2026-11-25T20:00:00.000Z',
  machine: '2 × Some Processor, 24 GiB, Node 20',
  load: [1.04, 2.5],
  quick: false,
  figures: [{ what: 'bytes', unit: 'KB', ours: 128, baseline: null, target: atMost(150), note: 'counted' }],
};

it('the page holds the figures measured last, once, however often it is written', async () => {
  const page = await readFile(PAGE, 'utf8');
  const once = withFigures(page, { parts: { bytes: part } }, ['engine', 'bytes']);
  expect(once).toContain('2026-11-25, 2 × Some Processor, 24 GiB, Node 20, load 1.0 to 2.5');
  expect(once.replaceAll(/ +/g, ' ')).toContain('| bytes | 128 KB | – | – | ≤ 150 KB | ok |');
  expect(withFigures(once, { parts: { bytes: part } }, ['engine', 'bytes'])).toBe(once);
});

it('a run of one part leaves the figures of the others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sunday-bench-'));
  try {
    const file = join(folder, 'results', 'latest.json');
    await saveResult(file, 'engine', part);
    await saveResult(file, 'bytes', { ...part, quick: true });
    expect(await readResults(file)).toEqual({ parts: { engine: part, bytes: { ...part, quick: true } } });
  } finally {
    await rm(folder, { recursive: true });
  }
});
