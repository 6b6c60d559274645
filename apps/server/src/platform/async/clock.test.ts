import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Clock } from './clock.js';

const HOUR_MS = 3_600_000;
const near = (moment: Date, ms: number) => expect(Math.abs(moment.getTime() - ms)).toBeLessThan(100);

describe('the clock', () => {
  it('is the database’s, however far the machine’s is off', () => {
    const clock = new Clock();
    near(clock.now(), Date.now());
    clock.follow(new Date(Date.now() - 5 * HOUR_MS));
    near(clock.now(), Date.now() - 5 * HOUR_MS);
    clock.follow(new Date(Date.now() + 3 * HOUR_MS));
    near(clock.now(), Date.now() + 3 * HOUR_MS);
  });

  it('ignores differences as small as the delay of an answer', () => {
    const clock = new Clock();
    clock.follow(new Date(Date.now() + 300));
    expect(clock.aheadMs).toBe(0);
  });
});

/** The places where the machine's own clock is right, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'platform/async/clock.ts': 'it is the clock',
  'platform/http/request-log.ts': 'the library measures the start of a request by this machine',
  'platform/work/tickers.ts': 'the queue counts by it',
  'platform/work/queue-metrics.ts': 'times of jobs are by the workers’ clocks',
  'platform/storage/folder.storage.ts': 'times of files are by this machine',
  'cli/backup.ts': 'the file name has the time of this machine',
};
const OWN_CLOCK = /\bDate\.now\(\)|\bnew Date\(\)/;

describe('X90: times are by the database’s clock', () => {
  it('no other file reads the machine’s clock', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.endsWith('.test.ts') &&
        !file.includes('testing/') &&
        OWN_CLOCK.test(readFileSync(root + file, 'utf8')),
    );
    expect(found.sort()).toEqual(Object.keys(EXCEPTIONS).sort());
  });
});
