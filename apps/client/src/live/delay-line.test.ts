import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DelayLine } from './delay-line.js';

describe('holding frames back for the television', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets everything through at once without a delay', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 0);
    line.push(1);
    line.push(2);
    expect(seen).toEqual([1, 2]);
  });

  it('releases each item after the delay, in order', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 30_000);
    line.push(1);
    vi.advanceTimersByTime(10_000);
    line.push(2);
    vi.advanceTimersByTime(19_999);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual([1]);
    expect(line.waiting).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(seen).toEqual([1, 2]);
  });

  it('a shorter delay releases what is due by it, a longer one keeps the order', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 30_000);
    line.push(1);
    vi.advanceTimersByTime(10_000);
    line.push(2);
    line.setDelay(5_000);
    expect(seen).toEqual([1]);
    line.setDelay(20_000);
    vi.advanceTimersByTime(19_999);
    expect(seen).toEqual([1]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual([1, 2]);
  });

  it('forgets what waits when it is cleared', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 1_000);
    line.push(1);
    line.clear();
    vi.advanceTimersByTime(5_000);
    expect(seen).toEqual([]);
  });
});
