import { describe, expect, it } from 'vitest';
import { TaggedCache } from './tagged-cache.js';

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
