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

  it('is not moved by what an answer takes on its way', () => {
    const clock = new Clock();
    clock.follow(new Date(Date.now() + 300));
    expect(clock.aheadMs).toBe(0);
  });
});

/** Where the machine's own clock is meant, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'platform/async/clock.ts': 'it is the clock',
  'platform/http/request-log.ts': 'the library takes the beginning of a request as a moment of this machine',
  'platform/work/kept-scheduler.ts': 'the queue counts by it',
  'platform/work/queue-metrics.ts': 'the moments of jobs are of the workers’ clocks',
  'platform/storage/folder.storage.ts': 'the moments of files are of this machine',
  'backup.ts': 'the name of a file on this machine',
};
const OWN_CLOCK = /\bDate\.now\(\)|\bnew Date\(\)/;

describe('X90: moments are of the database’s clock', () => {
  it('nothing else reads the machine’s', () => {
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
