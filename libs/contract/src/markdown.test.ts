import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMarkdown, plainText } from './markdown.js';

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

  const plain = (source: string): string => parseMarkdown(source).map(plainText).join('\n');

  it.each([
    'https://x/a_b_c and https://x/a*b*c',
    'Write to fan_club_7@x.example or my_own_2@y.example',
    'banker * 2, joker * 3',
    'snake_case_name and 2*3*4',
    'a * not closed, _ neither',
    'https://x/_a_ stays',
  ])('marks inside words and addresses, or beside spaces, are text: %s', (source) => {
    expect(plain(source)).toBe(source);
    expect(parseInline(source).every(({ kind }) => kind === 'text')).toBe(true);
  });

  it.each([
    ['so **very** good', 'strong', 'very'],
    ['*Go!*', 'emphasis', 'Go!'],
    ['(_my_own_ )', 'text', ''],
    ['a _word_, then', 'emphasis', 'word'],
    ['**a b**.', 'strong', 'a b'],
    ['`a_b_c`', 'code', 'a_b_c'],
  ] as const)('marks around words count: %s', (source, kind, text) => {
    const part = parseInline(source).find((one) => one.kind !== 'text');
    if (kind === 'text') expect(part).toBeUndefined();
    else expect(part).toMatchObject({ kind, text });
  });

  it('a list may follow a line of text', () => {
    expect(parseMarkdown('Sunday 18:00\n- bring chips\n- map\nSee you')).toEqual([
      { kind: 'text', at: 0, text: 'Sunday 18:00' },
      { kind: 'list', at: 1, items: ['bring chips', 'map'] },
      { kind: 'text', at: 2, text: 'See you' },
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
