/** A part of a line; `at` is the index of its first character. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly at: number; readonly text: string }
  | { readonly kind: 'link'; readonly at: number; readonly text: string; readonly href: string };

/** A paragraph or a list; `at` is the index of the block. */
export type Block =
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly string[] };

/** Splits Markdown into paragraphs and bullet lists; headings become bold paragraphs. */
export function parseMarkdown(source: string): Block[] {
  return source
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .flatMap((block) => runsOf(block.split('\n').map((line) => line.trim())))
    .map((lines, at): Block => {
      if (isItem(lines[0] ?? '')) return { kind: 'list', at, items: lines.map((line) => line.slice(2)) };
      return {
        kind: 'text',
        at,
        text: lines.map((line) => line.replace(/^#{1,6} (.*)$/, '**$1**')).join(' '),
      };
    });
}

/**
 * Splits lines into runs of text and of list items, because people start a list without an empty line before
 * it.
 */
function runsOf(lines: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run !== undefined && isItem(run[0] ?? '') === isItem(line)) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

function isItem(line: string): boolean {
  return /^[-*] /.test(line);
}

/**
 * `*` and `_` are marks only at the outer edge of a word: `a_b_c`, `2 * 3` and addresses with underscores
 * stay as typed.
 */
const marked = (mark: string, inner: string): string =>
  `(?<![\\p{L}\\p{N}${inner}])${mark}(?![\\s${inner}])([^${inner}]+)(?<!\\s)${mark}(?![\\p{L}\\p{N}${inner}])`;
const ADDRESS = '(?:https?:\\/\\/|mailto:)\\S+';
const PARTS = new RegExp(
  [
    '`([^`]+)`',
    '\\[([^\\]]+)\\]\\(([^)\\s]+)\\)',
    ADDRESS,
    marked('\\*\\*', '*'),
    marked('\\*', '*'),
    marked('_', '_'),
  ].join('|'),
  'gu',
);

/**
 * Splits a line into emphasis, code, links and text. A link to anything but the web or an email address stays
 * text.
 */
export function parseInline(line: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of line.matchAll(PARTS)) {
    if (match.index > from) parts.push({ kind: 'text', at: from, text: line.slice(from, match.index) });
    parts.push(partOf(match));
    from = match.index + match[0].length;
  }
  if (from < line.length) parts.push({ kind: 'text', at: from, text: line.slice(from) });
  return parts;
}

function partOf(match: RegExpExecArray): Inline {
  const at = match.index;
  const [whole, code, label, href, strong, star, low] = match;
  if (strong !== undefined) return { kind: 'strong', at, text: strong };
  const emphasis = star ?? low;
  if (emphasis !== undefined) return { kind: 'emphasis', at, text: emphasis };
  if (code !== undefined) return { kind: 'code', at, text: code };
  if (label !== undefined && href !== undefined && isSafe(href))
    return { kind: 'link', at, text: label, href };
  return { kind: 'text', at, text: whole };
}

function isSafe(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s]+$/i.test(href);
}

/** Formats a block as plain text: without marks, the address of a link in brackets after its text. */
export function plainText(block: Block): string {
  if (block.kind === 'list') return block.items.map((item) => `• ${plainLine(item)}`).join('\n');
  return plainLine(block.text);
}

function plainLine(line: string): string {
  return parseInline(line)
    .map((part) => (part.kind === 'link' ? `${part.text} (${part.href})` : part.text))
    .join('');
}
