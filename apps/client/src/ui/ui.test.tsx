import { TEAMS } from '@sunday-live/contract';
import { parseInline, parseMarkdown } from '@sunday-live/contract/markdown';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { contrast, readableOn } from './badge.js';
import { Markdown } from './markdown.js';

const html = (source: string) => renderToStaticMarkup(<Markdown source={source} />);

describe('badges', () => {
  it('have AA contrast on the colour of every team', () => {
    for (const { abbr, primary } of TEAMS)
      expect(contrast(primary, readableOn(primary)), abbr).toBeGreaterThanOrEqual(4.5);
  });

  it('compute contrast as the standard does', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe('Markdown', () => {
  it('renders paragraphs, lists, emphasis, code and links', () => {
    expect(
      html('# Rain\n\nA **wet** *day* in `CHI`,\nsee [here](https://a.example/b).\n\n- one\n- two'),
    ).toBe(
      '<p><strong>Rain</strong></p><p>A <strong>wet</strong> <em>day</em> in <code>CHI</code>, see ' +
        '<a href="https://a.example/b" rel="noopener noreferrer nofollow" target="_blank">here</a>.</p>' +
        '<ul class="bullets"><li>one</li><li>two</li></ul>',
    );
  });

  it('keeps what could run as plain text', () => {
    for (const source of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      '[x](JaVaScRiPt:alert`1`)',
      '[x](data:text/html,<script>1</script>)',
      '[x](//evil.example)',
      '**<svg/onload=alert(1)>**',
    ]) {
      const page = html(source);
      expect(page).not.toMatch(/<(script|img|svg|iframe)/i);
      expect(page).not.toMatch(/href="(?!https?:|mailto:)/i);
    }
  });

  it('loses no text of a line without marks, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const plain = line.replace(/[*_`[\]()]/g, '');
        expect(
          parseInline(plain)
            .map((part) => part.text)
            .join(''),
        ).toBe(plain);
        expect(parseMarkdown(line)).toBeInstanceOf(Array);
        expect(html(line)).not.toMatch(/<script/i);
      }),
    );
  });
});
