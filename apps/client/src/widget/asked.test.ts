import { describe, expect, it } from 'vitest';
import { askedOf, embedCode } from './asked.js';

describe('the address of a widget', () => {
  it('contains the league, and a theme or none', () => {
    expect(askedOf({ pathname: '/widget/a%2Fb', search: '?theme=dark' })).toEqual({
      league: 'a/b',
      theme: 'dark',
    });
    expect(askedOf({ pathname: '/widget/a', search: '?theme=<b>' })).toEqual({ league: 'a', theme: null });
  });

  it('is in the code to embed, which escapes names', () => {
    expect(embedCode('https://sunday.test', { id: 'a', name: '"><script>' })).toBe(
      '<iframe src="https://sunday.test/widget/a" title="&quot;>&lt;script> on Sunday Live" width="360" height="560" loading="lazy"></iframe>',
    );
  });
});
