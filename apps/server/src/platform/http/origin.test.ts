import { describe, expect, it } from 'vitest';
import { originAllowed } from './origin.js';

describe('origins', () => {
  it.each([
    ['https://live.example', 'https://live.example', true],
    ['https://live.example', 'http://live.example', false],
    ['https://live.example', 'https://live.example:444', false],
    ['https://live.example', 'https://live.example.evil.example', false],
    ['https://live.example', 'https://evil.example', false],
    ['https://live.example', 'null', false],
    ['https://live.example', '', false],
    ['http://localhost:3000', 'http://127.0.0.1:3000', true],
    ['http://localhost:3000', 'http://[::1]:3000', true],
    ['http://127.0.0.1:3000', 'http://localhost:3000', true],
    ['http://localhost:3000', 'http://localhost:3001', false],
    ['https://live.example', 'http://localhost:3000', false],
  ])('at %s, %s is allowed: %s', (publicUrl, origin, allowed) => {
    expect(originAllowed({ publicUrl }, origin)).toBe(allowed);
  });

  it('a missing one is not ours', () => {
    expect(originAllowed({ publicUrl: 'https://live.example' }, undefined)).toBe(false);
  });
});
