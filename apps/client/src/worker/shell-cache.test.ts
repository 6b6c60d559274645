import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShellCache } from './shell-cache.js';

const REQUEST = new Request('https://sunday.test/card');

describe('the cached page', () => {
  const cache = new ShellCache({ version: '1', files: [], hashed: [] });
  const network = (answer: () => Promise<Response>, kept: boolean) => {
    vi.stubGlobal('fetch', answer);
    vi.stubGlobal('caches', { match: async () => (kept ? new Response('kept') : undefined) });
  };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const later = (text: string, ms: number) => () =>
    new Promise<Response>((resolve) => setTimeout(() => resolve(new Response(text)), ms));
  const shown = async () => {
    const page = cache.page(REQUEST);
    await vi.advanceTimersByTimeAsync(60_000);
    return (await page).text();
  };

  it('is shown when the network swallows the request', async () => {
    network(() => new Promise<Response>(() => undefined), true);
    expect(await shown()).toBe('kept');
  });

  it('is shown when the server does not answer', async () => {
    network(() => Promise.reject(new TypeError('no network')), true);
    expect(await shown()).toBe('kept');
  });

  it('is not shown when the server answers in time, or when no page is cached', async () => {
    network(later('new', 3_000), true);
    expect(await shown()).toBe('new');
    network(later('new', 9_000), false);
    expect(await shown()).toBe('new');
  });
});
