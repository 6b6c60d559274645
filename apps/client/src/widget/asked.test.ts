import { describe, expect, it } from 'vitest';
import { askedOf, embedCode } from './asked.js';

describe('the address of a widget', () => {
  it('names the league, and a theme or none', () => {
    expect(askedOf({ pathname: '/widget/a%2Fb', search: '?theme=dark' })).toEqual({
      league: 'a/b',
      theme: 'dark',
    });
    expect(askedOf({ pathname: '/widget/a', search: '?theme=<b>' })).toEqual({ league: 'a', theme: null });
  });

  it('stands in the code to embed, where a name stays a name', () => {
    expect(embedCode('https://sunday.test', { id: 'a', name: '"><script>' })).toBe(
      '<iframe src="https://sunday.test/widget/a" title="&quot;>&lt;script> on Sunday Live" width="360" height="560" loading="lazy"></iframe>',
    );
  });
});
