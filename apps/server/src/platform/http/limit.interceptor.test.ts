import { describe, expect, it } from 'vitest';
import { LocalLimits } from './limit.interceptor.js';

const LIMIT = { what: 'read', hits: 60, windowSeconds: 60 };

describe('limits counted per node (X34)', () => {
  it('accept the hits of one window, and as many in the next one', () => {
    const limits = new LocalLimits();
    for (let i = 0; i < 60; i += 1) expect(limits.take(LIMIT, 'ann', i)).toBeNull();
    expect(limits.take(LIMIT, 'ann', 15_000)).toBe(45);
    expect(limits.take(LIMIT, 'ben', 15_000)).toBeNull();
    expect(limits.take(LIMIT, 'ann', 59_999)).toBe(1);
    for (let i = 0; i < 60; i += 1) expect(limits.take(LIMIT, 'ann', 60_000)).toBeNull();
    expect(limits.take(LIMIT, 'ann', 60_000)).toBe(60);
  });

  it('do not last longer for clients that continue', () => {
    const limits = new LocalLimits();
    for (let i = 0; i < 1000; i += 1) limits.take(LIMIT, 'ann', 0);
    expect(limits.take(LIMIT, 'ann', 60_000)).toBeNull();
  });

  it('store a limited number of keys, and drop quiet ones first', () => {
    const limits = new LocalLimits(100);
    for (let i = 0; i < 60; i += 1) limits.take(LIMIT, 'ann', 0);
    for (let i = 0; i < 10_000; i += 1) {
      limits.take(LIMIT, `stranger ${i}`, 0);
      limits.take(LIMIT, 'ann', 0);
    }
    expect(limits.take(LIMIT, 'ann', 0)).toBe(60);
    expect(limits.size).toBe(100);
  });
});
