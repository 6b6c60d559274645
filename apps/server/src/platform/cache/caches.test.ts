import { afterEach, describe, expect, it, vi } from 'vitest';
import { BoundedMap, RecentCounts, TaggedCache } from './caches.js';

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

describe('a tagged cache', () => {
  it('computes a value once per tag', async () => {
    const kept = new TaggedCache<number>(2);
    let works = 0;
    const work = () => {
      works += 1;
      return Promise.resolve(works);
    };
    expect([await kept.get('a', '1', work), await kept.get('a', '1', work)]).toEqual([1, 1]);
    expect(await kept.get('a', '2', work)).toBe(2);
  });

  it('keeps the most recently used entries, up to its limit', async () => {
    const kept = new TaggedCache<string>(2);
    const ask = (key: string, value: string) => kept.get(key, '1', () => Promise.resolve(value));
    await ask('a', 'first');
    await ask('b', 'first');
    await ask('a', 'second');
    await ask('c', 'first');
    expect([await ask('a', 'third'), await ask('b', 'third')]).toEqual(['first', 'third']);
  });

  it('keeps as many values as have room, the largest one too', async () => {
    const kept = new TaggedCache<string>(9, { bytes: 10, sizeOf: ({ length }) => length });
    const ask = (key: string, value: string) => kept.get(key, '1', () => Promise.resolve(value));
    await ask('a', 'aaaa');
    await ask('b', 'bbbb');
    expect([await ask('a', ''), await ask('b', '')]).toEqual(['aaaa', 'bbbb']);
    await ask('c', 'cccc');
    expect([await ask('b', ''), await ask('c', ''), await ask('a', '!')]).toEqual(['bbbb', 'cccc', '!']);
    await ask('d', 'longer than the room');
    expect([await ask('d', ''), await ask('c', '?')]).toEqual(['longer than the room', '?']);
  });

  it('keeps no failure', async () => {
    const kept = new TaggedCache<string>(2);
    await expect(kept.get('a', '1', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await kept.get('a', '1', () => Promise.resolve('yes'))).toBe('yes');
  });
});

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
