import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLeagueSchema,
  lineSchema,
  nameSchema,
  newAnnouncementSchema,
  newWrittenRecordSchema,
  updateMeSchema,
} from './index.js';

const passes = (name: string) => nameSchema.safeParse(name).success;

/** Code points that render as nothing, although some of them are letters, marks or symbols by category. */
const INVISIBLE = [
  0x00, 0x07, 0x09, 0x0a, 0x0d, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b,
  0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202d, 0x202e, 0x2060, 0x2061,
  0x2064, 0x2066, 0x2067, 0x2069, 0x206a, 0x206f, 0x2800, 0x3164, 0xd800, 0xe000, 0xfe00, 0xfe0f, 0xfeff,
  0xffa0, 0xfff9, 0xfffb, 0xfffc, 0xfffd, 0x13441, 0x1d159, 0x1d173, 0xe0001, 0xe0020, 0xe0067, 0xe007f,
  0xe0100, 0xf0000, 0x10ffff,
];

describe('X80: a name', () => {
  it.each([
    'Ann',
    'x',
    'Zoë 神戸',
    "D'Brickashaw O’Neill-Smith",
    'J.J. Watt',
    'Mr. T',
    '49ers & Co. (2nd)',
    'v2.0',
    'Nguyễn Thị Ánh',
    'שלום',
    'محمد',
    'सीता',
    '!!!',
    '🏈',
    '👩‍🚀 Ann',
    '👨‍👩‍👧‍👦',
    '❤️',
    '👍🏽',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿 fans',
    '1️⃣',
    '🇩🇪',
    '<b>&"\'',
  ])('%j is one', (name) => expect(nameSchema.parse(name)).toBe(name));

  it.each(INVISIBLE.map((code) => [`U+${code.toString(16).toUpperCase().padStart(4, '0')}`, code]))(
    'holds no %s, alone or inside',
    (_, code) => {
      const char = String.fromCodePoint(Number(code));
      expect([char, `${char}${char}`, `An${char}n`, `${char}Ann`, `Ann${char}`].filter(passes)).toEqual([]);
    },
  );

  it.each([
    '',
    ' ',
    '\u00a0\u3000',
    '\u0301',
    'Z\u0301\u0301\u0301\u0301\u0301\u0301',
    '🏴\u{e0061}\u{e0062}\u{e007f}',
  ])('%j is none', (name) => expect(passes(name)).toBe(false));

  it.each([
    'http://evil.example',
    'Win at https:/\\evil',
    'www.evil',
    'evil.example',
    'Go to EVIL.COM now',
    'evil.example/path?x=1',
    'evil．example',
    'evil。example',
    'пример.рф',
    'a.xn--p1ai',
    'mailto:ann@evil',
    'ann@evil.example',
    '10.0.0.1',
    'hxxps://x',
  ])('%j is none: a mail program would make a link of it', (name) => expect(passes(name)).toBe(false));

  it('is collapsed: spaces of every width become one, and the ends have none', () => {
    expect(nameSchema.parse('  Ann \u00a0\u3000 B ')).toBe('Ann B');
  });

  it('contains no character of a category that shows nothing, whatever is around it (property)', () => {
    const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
    // a category's code points are dense only inside their blocks: test whole blocks and random code points
    const code = fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }),
      fc.integer({ min: 0, max: 0xff }),
      fc.integer({ min: 0x2000, max: 0x206f }),
      fc.integer({ min: 0xe0000, max: 0xe0fff }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('', 'A', 'Ann '),
        code,
        fc.constantFrom('', 'n', ' n'),
        (before, at, after) => {
          const char = String.fromCodePoint(at);
          if (unseen.test(char) && !/\p{Extended_Pictographic}/u.test(char))
            expect(passes(`${before}${char}${after}`)).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is accepted again unchanged once it was accepted (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const read = nameSchema.safeParse(text);
        if (read.success) expect(nameSchema.parse(read.data)).toBe(read.data);
      }),
    );
  });

  it('follows one rule for everything that has a name', () => {
    const bad = 'Evil\u202Eeman';
    const parsed = [
      updateMeSchema.safeParse({ name: bad }),
      createLeagueSchema.safeParse({ name: bad }),
      newAnnouncementSchema.safeParse({ title: bad, body: 'x' }),
      newWrittenRecordSchema.safeParse({ title: bad, holder: 'Tom', feat: '1' }),
      newWrittenRecordSchema.safeParse({ title: 'First', holder: bad, feat: '1' }),
    ];
    expect(parsed.map(({ success }) => success)).toEqual(parsed.map(() => false));
    expect(createLeagueSchema.safeParse({ name: 'evil.example' }).success).toBe(false);
    expect(newAnnouncementSchema.safeParse({ title: 'News', body: '\u200b' }).success).toBe(false);
    // only trusted authors write titles, so a title may contain a site
    expect(lineSchema(120).safeParse('New rules at nfl.com').success).toBe(true);
  });
});
