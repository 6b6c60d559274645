import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown } from './markdown.js';

const SLOW_MACHINE_MS = 120_000;
const HOSTILE = [
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](vbscript:x)',
  '[a](//evil.example)',
  '[a](\u0001javascript:alert(1))',
  '[a](https:javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
];

function linksOf(source: string): string[] {
  return parseMarkdown(source)
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.text]))
    .flatMap(parseInline)
    .flatMap((part) => (part.kind === 'link' ? [part.href] : []));
}

describe('Markdown of announcements', () => {
  it('has links to the web and to mail addresses', () => {
    expect(linksOf('See [the rules](https://a.example/x) or [write](mailto:a@b.example).')).toEqual([
      'https://a.example/x',
      'mailto:a@b.example',
    ]);
  });

  it.each(HOSTILE)('%s is no link', (source) => {
    expect(linksOf(source)).toEqual([]);
  });

  it(
    'law: no link leads to anything but the web and mail addresses, whatever the text',
    () => {
      const text = fc
        .array(
          fc.oneof(
            fc.constantFrom(
              ...HOSTILE,
              '[',
              ']',
              '(',
              ')',
              '**',
              '_',
              '`',
              '\n\n',
              '- ',
              'javascript:',
              'https://',
            ),
            fc.string({ maxLength: 10 }),
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join(''));
      fc.assert(
        fc.property(text, (source) => {
          for (const href of linksOf(source))
            expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol);
        }),
        { numRuns: 3_000 },
      );
    },
    SLOW_MACHINE_MS,
  );
});
