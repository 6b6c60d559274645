import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git', 'var', 'coverage']);
/** The glossary lists the words themselves; the changelog keeps the words of earlier versions. */
const EXEMPT = new Set(['docs/glossary.md', 'CHANGELOG.md', 'scripts/plain-words.test.ts']);
/** Figures are written by `npm run bench`, from results that keep their notes. */
const GENERATED = /<!-- figures[\s\S]*?<!-- end of figures -->/g;

/** Words of a dialect that this project does not use, with plain ones. docs/glossary.md says how prose sounds. */
const DIALECT: readonly (readonly [RegExp, string])[] = [
  [/\banew\b/i, 'again'],
  [/\btold\b/i, 'sent, reported, informed'],
  [/\bwhoever\b/i, 'name the subject'],
  [/(^|[.:;] )Who\b/, 'name the subject'],
  [/\b(go|goes|went|gone) on\b/i, 'continue'],
  [/\bwork(s|ed|ing)? out\b/i, 'compute'],
  [/\bcom(e|es|ing) to\b/i, 'equal, reach'],
  [/\bstands? (for|in|beside)\b/i, 'mean, be, accompany'],
  [/\bmade good\b|\bmend(s|ed|ing)?\b/i, 'repair'],
  [/\bbut for\b/i, 'except'],
  [/\bkept aside\b/i, 'quarantined'],
  [/\blet go of\b/i, 'freed, released'],
  [/\bkick-off\b/i, 'kickoff'],
  [/\bwhistle\b/i, 'final gun'],
];

interface Prose {
  readonly place: string;
  readonly text: string;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [relative(root, path)];
  });
}

/** Removes code in backticks, which may use any word. */
function withoutCode(text: string): string {
  return text.replace(/`[^`\n]*`/g, '`…`');
}

/** Returns the comments of a source, and the titles of its tests. A line comment must follow the start of the line or a space. */
function proseOf(source: string): string[] {
  const blocks = [...source.matchAll(/\/\*[\s\S]*?\*\//g)].map(([text]) =>
    text.replace(/\s*\n\s*\*? ?/g, ' '),
  );
  const lines = [...source.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?:^|\s)\/\/ (.*)$/gm)].map(
    ([, text]) => text ?? '',
  );
  const titles = [
    ...source.matchAll(/\b(?:it|describe)(?:\.\w+)*(?:\([^'"`]{0,200}?\))?\(\s*(['"`])(.*?)\1/g),
  ];
  return [
    ...blocks.map((text) => text.replace(/^\/\*+ ?/, '')),
    ...lines,
    ...titles.map(([, , text]) => text ?? ''),
  ];
}

/** Returns the prose of a file, each piece with its place. */
function proseIn(path: string): Prose[] {
  const text = readFileSync(join(root, path), 'utf8');
  if (!path.endsWith('.md')) return proseOf(text).map((piece) => ({ place: path, text: withoutCode(piece) }));
  return text
    .replace(GENERATED, (figures) => figures.replace(/[^\n]/g, ''))
    .split('\n')
    .map((line, index) => ({ place: `${path}:${index + 1}`, text: withoutCode(line) }));
}

/** Returns the uses of the dialect, each with its place and a plain word. */
function strayWords(prose: readonly Prose[]): string[] {
  return prose.flatMap(({ place, text }) =>
    DIALECT.flatMap(([word, plain]) => {
      const found = word.exec(text);
      return found === null ? [] : [`${place}: “${found[0].trim()}” (${plain}): ${text.slice(0, 120)}`];
    }),
  );
}

describe('prose in plain words', () => {
  it('finds a stray word in a comment, a title and a page', () => {
    const source =
      "/** It is told\n * anew. */\n// Who waits, waits\nit('goes on', () => `x told`);\nconst url = 'http://told';";
    expect(proseOf(source)).toEqual(['It is told anew. */', 'Who waits, waits', 'goes on']);
    const prose = proseOf(source).map((text) => ({ place: 'x', text }));
    expect(strayWords(prose).map((line) => line.slice(0, 12))).toEqual([
      'x: “anew” (a',
      'x: “told” (s',
      'x: “Who” (na',
      'x: “goes on”',
    ]);
    expect(strayWords([{ place: 'x', text: withoutCode('the worker sends `told` again') }])).toEqual([]);
  });

  it('is that of every comment, test title and page of this repository', () => {
    const files = filesIn(root).filter((path) => /\.(tsx?|mjs|css|c|h|md)$/.test(path) && !EXEMPT.has(path));
    const prose = files.flatMap(proseIn);
    expect(prose.length).toBeGreaterThan(10_000);
    expect(strayWords(prose)).toEqual([]);
  });
});
