import { describe, expect, it } from 'vitest';
import { type Asked, sourceOf } from './shell-cache.js';

const ORIGIN = 'https://sunday.test';
const source = (path: string, changes: Partial<Asked> = {}) =>
  sourceOf(
    { method: 'GET', url: path.startsWith('http') ? path : ORIGIN + path, mode: 'cors', ...changes },
    ORIGIN,
    new Set(['/index.html', '/theme.js']),
  );

describe('the service worker', () => {
  it.each([
    '/api/me',
    '/api/me/cards/8?x=1',
    '/api',
    '/api/docs',
    '/socket.io/?transport=websocket',
    '/healthz',
    '/metrics',
  ])('never touches %s, not even as a page', (path) => {
    expect([source(path), source(path, { mode: 'navigate' })]).toEqual(['network', 'network']);
  });

  it('handles only reads of this origin', () => {
    expect(source('/assets/a-12345678.js', { method: 'POST' })).toBe('network');
    expect(source('https://elsewhere.test/assets/a-12345678.js')).toBe('network');
  });

  it('opens pages, and caches the files of the shell', () => {
    expect(source('/card/9', { mode: 'navigate' })).toBe('page');
    expect(source('/', { mode: 'navigate' })).toBe('page');
    expect(source('/assets/live-page-DIUqF4v_.js')).toBe('hashed');
    expect(source('/theme.js')).toBe('file');
    expect(source('/sw.js')).toBe('network');
  });
});
