import { expect, it } from 'vitest';
import { RecentCounts } from './recent-counts.js';

it('counts few rows each time, and many once', async () => {
  const counts = new RecentCounts();
  let rows = 1_000;
  const count = () => counts.of('rows', async () => rows);
  expect(await count()).toBe(1_000);
  rows = 2_000;
  expect(await count()).toBe(2_000);
  rows = 3_000;
  expect(await count()).toBe(2_000);
  expect(await counts.of('others', async () => 7)).toBe(7);
});
