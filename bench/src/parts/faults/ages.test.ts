import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Ages } from './ages.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('tells percentiles of a stretch of time, and how long the disturbance after a fault lasted', () => {
  const ages = new Ages();
  const note = (ageMs: number) => {
    ages.note(ageMs);
    vi.advanceTimersByTime(100);
  };
  for (let i = 0; i < 20; i += 1) note(10);
  const fault = performance.now();
  for (let i = 0; i < 12; i += 1) note(900);
  for (let i = 0; i < 20; i += 1) note(12);
  expect(ages.percentile(0.99, 0, fault)).toBe(10);
  expect(ages.percentile(0.5, fault)).toBe(12);
  expect(ages.disturbedFor(fault, 100)).toBe(1_500);
  expect(ages.disturbedFor(fault, 1_000)).toBe(0);
});
