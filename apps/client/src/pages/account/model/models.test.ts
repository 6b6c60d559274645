import { deviceZone } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceWords } from '../../../game/device-words.js';
import { zonesWith } from '../../../game/profile-fields.js';
import { nextPage, withNext } from './next-page.js';

describe('a device in words', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
      'Edge on Windows',
    ],
    ['Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0', 'Firefox on Android'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      'Chrome on Mac',
    ],
    ['curl/8.9', 'curl'],
    ['python-requests/2.32', 'python-requests'],
    ['node', 'node'],
    ['(nothing to read)', 'Unknown device'],
    [null, 'Unknown device'],
  ])('%s', (userAgent, words) => {
    expect(deviceWords(userAgent)).toBe(words);
  });
});

describe('the page after signing in', () => {
  it('is the one that the visitor wanted', () => {
    expect(nextPage('?next=%2Fjoin%2FABC')).toBe('/join/ABC');
    expect(nextPage('')).toBe('/');
    expect(withNext('/register', '/join/ABC')).toBe('/register?next=%2Fjoin%2FABC');
    expect(withNext('/register', '/')).toBe('/register');
  });

  it('X9 is never another site’s, and every page of ours is kept', () => {
    const evils = ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'];
    const hidden = [
      '/..//evil.example',
      '/./\\evil.example',
      '/%2e%2e//evil.example',
      '/\t/evil.example',
      '/\n\\evil.example',
    ];
    for (const evil of [...evils, ...hidden]) expect(nextPage(`?next=${encodeURIComponent(evil)}`)).toBe('/');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (rest) => {
        const page = `/live/${rest}`;
        expect(nextPage(withNext('/sign-in', page).slice('/sign-in'.length))).toBe(page);
      }),
    );
  });
});

describe('time zones', () => {
  it('contain the browser’s zones and the chosen one, once each', () => {
    for (const zone of [deviceZone(), 'UTC', 'Etc/GMT+5']) {
      const zones = zonesWith(zone);
      expect(zones).toContain(zone);
      expect(new Set(zones).size).toBe(zones.length);
    }
  });
});
