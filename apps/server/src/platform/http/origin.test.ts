import { describe, expect, it } from 'vitest';
import { addressKey, originAllowed, ownPage } from './origin.js';
import { FOREIGN_PAGES } from './testing/foreign-pages.js';

describe('an address that limits count (X33)', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, key) => expect(addressKey(address)).toBe(key));

  it('is another one in the next /64', () => {
    expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'));
  });
});

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

describe('X9 pages of ours', () => {
  const config = { publicUrl: 'https://live.example' };

  it.each(FOREIGN_PAGES)('not %j', (wanted) => {
    expect(ownPage(config, wanted)).toBeNull();
  });

  it.each([
    ['/verified', 'https://live.example/verified'],
    ['/', 'https://live.example/'],
    [
      '/verified?next=%2Fjoin%2FABC&x=//evil.example',
      'https://live.example/verified?next=%2Fjoin%2FABC&x=//evil.example',
    ],
    ['/a/../verified#top', 'https://live.example/verified#top'],
    ['/a//b', 'https://live.example/a//b'],
    ['https://live.example/verified', 'https://live.example/verified'],
    ['https://live.example', 'https://live.example/'],
    ['/j%C3%BCrgen', 'https://live.example/j%C3%BCrgen'],
  ])('%s is %s', (wanted, address) => {
    expect(ownPage(config, wanted)?.href).toBe(address);
  });
});
