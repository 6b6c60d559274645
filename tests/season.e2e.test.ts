import { simulate } from '@sunday-live/simulate';
import { SERVER } from '@sunday-live/testing';
import { describe, expect, it } from 'vitest';
import { withoutPostgres } from './support/services.js';

/** The first week of each of two real seasons on a clock that jumps; `npm run season -- simulate` plays them whole. */
describe.skipIf(withoutPostgres)('the season that runs itself', () => {
  it('locks, scores, confirms and rolls over by itself, with the tables that a count by hand gives', async () => {
    const lines: string[] = [];
    const result = await simulate({
      databaseServer: SERVER,
      redisUrl: null,
      seasons: [2024, 2025],
      players: 8,
      weeks: 1,
      print: (line) => lines.push(line),
    });
    expect(result.differences, lines.join('\n')).toEqual([]);
    expect(result.weeks).toBe(2);
    expect(lines.filter((line) => line.includes('as counted'))).toHaveLength(2);
    expect([...result.mails.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  }, 240_000);
});
