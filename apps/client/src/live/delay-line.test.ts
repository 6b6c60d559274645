import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DelayLine } from './delay-line.js';

describe('delaying frames for the television', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('passes everything at once without a delay', () => {
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

  it('passes nothing while held; then due items follow one by one, in order', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 0);
    line.hold(true);
    for (const item of [1, 2, 3]) line.push(item);
    vi.advanceTimersByTime(60_000);
    expect([seen, line.waiting]).toEqual([[], 3]);
    line.hold(false);
    expect(seen).toEqual([1]);
    line.push(4);
    expect(seen).toEqual([1]);
    vi.advanceTimersByTime(200);
    expect(seen).toEqual([1, 2]);
    vi.advanceTimersByTime(600);
    expect(seen).toEqual([1, 2, 3, 4]);
    line.push(5);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('catches up with any number in three seconds, and keeps the delay', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 10_000);
    line.hold(true);
    for (let item = 0; item < 100; item += 1) line.push(item);
    vi.advanceTimersByTime(20_000);
    line.push(100);
    line.hold(false);
    vi.advanceTimersByTime(3_000);
    expect(seen.length).toBe(100);
    vi.advanceTimersByTime(6_999);
    expect(seen.length).toBe(100);
    vi.advanceTimersByTime(1);
    expect(seen.at(-1)).toBe(100);
  });

  it('drops waiting items when it is cleared', () => {
    const seen: number[] = [];
    const line = new DelayLine<number>((item) => seen.push(item), 1_000);
    line.push(1);
    line.clear();
    vi.advanceTimersByTime(5_000);
    expect(seen).toEqual([]);
  });
});
