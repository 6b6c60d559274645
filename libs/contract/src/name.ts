import { z } from './zod.js';

/**
 * Characters that render as nothing: controls (with tab and newline), format characters such as zero-width
 * spaces, soft hyphens and direction overrides, line separators, lone surrogates, private use, unassigned
 * code points, and characters that fonts leave empty although their category is a letter or a symbol (Hangul
 * fillers, the braille blank, object replacement characters, blank hieroglyphs, the empty notehead).
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFD\u{13441}\u{13442}\u{16FE4}\u{1D159}]/u;
/**
 * Emoji of several parts. Their joiners, variation selectors and tags are format characters and are allowed
 * only here.
 */
const EMOJI =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}|\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*|[#*\d]\uFE0F?\u20E3/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Five or more marks on one character paint over the lines around it. */
const PILED_MARKS = /\p{M}{5}/u;

/** `http://…`, `www.…`, `mailto:…`, an email address, an IPv4 address. */
const ADDRESS =
  /[a-z][a-z\d+.-]*:\s*[/\\]{2}|\bwww\d*\s*\.|\bmailto:|@[^\s@]+\.[\p{L}\p{N}]|\b\d{1,3}(?:\.\d{1,3}){3}\b/iu;
/** `site.example`, which mail programs turn into a link by themselves. */
const HOST = /[\p{L}\p{M}\p{N}_-]\.(?:xn--[a-z\d-]+|[\p{L}\p{M}]{2,})(?![\p{L}\p{M}\p{N}])/iu;
/** Browsers read it as the dot of a host name; NFKC turns the full-width variants into dots. */
const IDEOGRAPHIC_STOP = /\u3002/g;

/** Returns true when every character of the text is visible or a space. */
function isSeen(text: string): boolean {
  const rest = text.replace(EMOJI, '');
  return !UNSEEN.test(rest) && !PILED_MARKS.test(rest.normalize('NFD'));
}

/** Returns true when a mail program could turn a part of the text into a link. */
function holdsAddress(text: string): boolean {
  const plain = text.normalize('NFKC').replace(IDEOGRAPHIC_STOP, '.');
  return ADDRESS.test(plain) || HOST.test(plain);
}

/** Replaces spaces of every width by one plain space and removes those at the ends. */
function collapse(text: string): string {
  return text.replace(/\p{Zs}+/gu, ' ').replace(/^ | $/g, '');
}

/**
 * Returns the schema of a line that people see: 1 to `max` visible characters, spaces collapsed. The one rule
 * for every name: players, leagues, titles, records (rule X80).
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
 * A name that players choose for themselves or for a league. Emails to strangers contain it, so it must not
 * contain a web address (rule X80).
 */
export const nameSchema = lineSchema(60).check(
  z.refine((name) => !holdsAddress(name), 'must not hold a web address (write a space after a full stop)'),
);

/** Returns the schema of a text of several lines with at least one visible character. */
export function textSchema(max: number) {
  return z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => VISIBLE.test(text.replace(new RegExp(UNSEEN, 'gu'), '')), 'must show something'),
  );
}
