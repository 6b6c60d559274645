import { z } from './zod.js';

/**
 * What shows nothing: controls (tab and newline with them), format characters such as zero-width spaces, soft hyphens and
 * direction overrides, line separators, lone surrogates, private use, code points without a character, and what fonts leave
 * empty although its category is a letter's or a symbol's (Hangul fillers, the braille blank, what stands for something that is not there, blank hieroglyphs, the empty notehead).
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFD\u{13441}\u{13442}\u{16FE4}\u{1D159}]/u;
/** Emoji of several parts, whose joiners, styles and tags are format characters: they count only here. */
const EMOJI =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}|\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*|[#*\d]\uFE0F?\u20E3/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks than this on one character paint over the lines around it. */
const PILED_MARKS = /\p{M}{5}/u;

/** `http://…`, `www.…`, `mailto:…`, an email address, an IPv4 address. */
const ADDRESS =
  /[a-z][a-z\d+.-]*:\s*[/\\]{2}|\bwww\d*\s*\.|\bmailto:|@[^\s@]+\.[\p{L}\p{N}]|\b\d{1,3}(?:\.\d{1,3}){3}\b/iu;
/** `site.example`: what mail programs make a link of without being asked. */
const HOST = /[\p{L}\p{M}\p{N}_-]\.(?:xn--[a-z\d-]+|[\p{L}\p{M}]{2,})(?![\p{L}\p{M}\p{N}])/iu;
/** Browsers read it as the dot of a host; the full-width ones become dots by NFKC. */
const IDEOGRAPHIC_STOP = /\u3002/g;

/** True when all of the text can be seen, or is a space. */
function isSeen(text: string): boolean {
  const rest = text.replace(EMOJI, '');
  return !UNSEEN.test(rest) && !PILED_MARKS.test(rest.normalize('NFD'));
}

/** True when a mail program could make a link of a part of the text. */
function holdsAddress(text: string): boolean {
  const plain = text.normalize('NFKC').replace(IDEOGRAPHIC_STOP, '.');
  return ADDRESS.test(plain) || HOST.test(plain);
}

/** Spaces of every width as one plain space, none at the ends. */
function collapse(text: string): string {
  return text.replace(/\p{Zs}+/gu, ' ').replace(/^ | $/g, '');
}

/**
 * One line that people see: 1 to `max` characters, all of them visible, spaces collapsed. The one rule for everything that is
 * called something: players, leagues, titles, records (rule X80).
 */
export function lineSchema(max: number) {
  return z.string().check(
    z.overwrite(collapse),
    z.minLength(1, 'must not be empty'),
    z.maxLength(max, `must have at most ${max} characters`),
    z.refine(isSeen, 'must hold visible characters only, on one line'),
    z.refine((text) => text === '' || VISIBLE.test(text), 'must show something'),
  );
}

/**
 * A name that a player chooses for themselves or for a league. It stands in emails, to strangers too, so it holds no web
 * address (rule X80).
 */
export const nameSchema = lineSchema(60).check(
  z.refine((name) => !holdsAddress(name), 'must not hold a web address (write a space after a full stop)'),
);

/** Text of several lines that shows something. */
export function textSchema(max: number) {
  return z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => VISIBLE.test(text.replace(new RegExp(UNSEEN, 'gu'), '')), 'must show something'),
  );
}
