import { pushPayloadSchema } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { noticeOf, pathOf } from './notices.js';

const GOOD = {
  title: 'You lead the day',
  body: 'Friends: 41 points.',
  path: '/live/a',
  tag: 'scores',
  silent: true,
};

describe('N14: what a push shows', () => {
  it('follows the contract', () => {
    expect(noticeOf(JSON.stringify(pushPayloadSchema.parse(GOOD)))).toEqual(GOOD);
  });

  it.each([
    undefined,
    '',
    'null',
    '[]',
    'no JSON',
    '{}',
    JSON.stringify({ ...GOOD, title: 7 }),
    JSON.stringify({ ...GOOD, silent: 'yes' }),
    JSON.stringify({ ...GOOD, path: 'https://elsewhere.test/' }),
    JSON.stringify({ ...GOOD, path: '//elsewhere.test/' }),
  ])('%s: a plain hint', (text) => {
    expect(noticeOf(text)).toMatchObject({ title: 'Sunday Live', path: '/', silent: true });
  });

  it('opens pages of this site only', () => {
    expect(pathOf('/card/8')).toBe('/card/8');
    for (const path of ['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test', 'card', null, {}])
      expect(pathOf(path)).toBe('/');
  });
});
