import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { button, escapeHtml, facts, letter, note, paragraph } from './letter.js';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</style>',
  ),
);

describe('M9: letters', () => {
  it('show what people have written as it is, and run none of it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const blocks = [
          paragraph(text),
          note(text),
          facts([[text, text]]),
          button(text, 'https://test.example/'),
        ];
        const plain = letter({
          subject: 'S',
          title: 'T',
          blocks: [paragraph('x'), note('x'), facts([['x', 'x']]), button('x', 'https://test.example/')],
        });
        const tags = (html: string) => html.match(/<[^>]*>/g)?.filter((tag) => tag !== '<br>');
        expect(tags(letter({ subject: 'S', title: 'T', blocks }).html)).toEqual(tags(plain.html));
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
    expect(letter({ subject: 'a <b>', title: '<i>', blocks: [] }).html).toContain(
      '<title>a &lt;b&gt;</title>',
    );
    expect(letter({ subject: 'a', title: '<i>', blocks: [] }).html).toContain('>&lt;i&gt;</h1>');
  });

  it('say the same in text', () => {
    const { text } = letter({
      subject: 'S',
      title: 'Title',
      blocks: [paragraph('One'), facts([['Points', '24']]), button('Go', 'https://test.example/a?b=1&c=2')],
      optional: {
        choice: 'stop',
        choices: 'https://test.example/choices',
        unsubscribe: 'https://test.example/stop?a=1&b=2',
      },
    });
    expect(text).toBe(
      'Title\n\nOne\n\nPoints: 24\n\nGo:\nhttps://test.example/a?b=1&c=2\n\n' +
        'You get this because you play.\nChoose your emails:\nhttps://test.example/choices\n' +
        'Stop emails like this one:\nhttps://test.example/stop?a=1&b=2\n',
    );
  });

  it('link to web pages only', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
      expect(() => button('Go', url)).toThrow();
    }
  });
});
