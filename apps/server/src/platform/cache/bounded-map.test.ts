import { afterEach, describe, expect, it, vi } from 'vitest';
import { BoundedMap } from './bounded-map.js';

describe('a bounded map', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('drops the least recently used entry', () => {
    const map = new BoundedMap<string, number>({ entries: 2 });
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect([...map]).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
    expect(map.get('b')).toBeUndefined();
  });

  it('counts bytes, also when a value is replaced or deleted', () => {
    const map = new BoundedMap<string, string>({
      entries: 100,
      bytes: 10,
      sizeOf: (key, value) => key.length + value.length,
    });
    map.set('a', 'xxx');
    map.set('b', 'xxx');
    expect(map.bytes).toBe(8);
    map.set('a', 'x');
    expect(map.bytes).toBe(6);
    map.set('c', 'xxxxx');
    expect([...map].map(([key]) => key)).toEqual(['a', 'c']);
    expect(map.bytes).toBe(8);
    expect(map.delete('c')).toBe(true);
    expect(map.delete('c')).toBe(false);
    expect(map.bytes).toBe(2);
  });

  it('stores no value larger than its limit', () => {
    const map = new BoundedMap<string, number>({ entries: 9, bytes: 10, sizeOf: (_key, value) => value });
    map.set('a', 1);
    map.set('b', 11);
    expect([map.size, map.bytes]).toEqual([0, 0]);
  });

  it('drops entries after a time, if so configured', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const map = new BoundedMap<string, number>({ entries: 9, ttlMs: 1_000 });
    map.set('a', 1);
    vi.advanceTimersByTime(1_000);
    expect(map.get('a')).toBe(1);
    vi.advanceTimersByTime(1);
    expect([...map]).toEqual([]);
    expect(map.get('a')).toBeUndefined();
    expect(map.size).toBe(0);
  });
});
