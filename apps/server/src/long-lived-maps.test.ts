import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const LIST = fileURLToPath(new URL('../../../docs/long-lived-maps.md', import.meta.url));

const FIELD =
  /^ {2}(?:(?:private|protected|public|static|readonly|override) )*(#?\w+)(?:: [^=\n]+)? = [^;\n]*?\bnew (?:Map|Set)\b/gm;
const MODULE = /^(?:export )?(?:const|let) (\w+)(?:: [^=\n]+)? = new (?:Map|Set)\b/gm;

/** Maps and sets of a source that live as long as an object or the process, as `path name`. Constants are omitted. */
function longLivedMaps(path: string, source: string): string[] {
  const text = source.replace(/=\n\s+/g, '= ');
  const fields = [...text.matchAll(FIELD)].map((match) => match[1] ?? '');
  const modules = [...text.matchAll(MODULE)]
    .map((match) => match[1] ?? '')
    .filter((name) => new RegExp(`\\b${name}\\.(set|add)\\(`).test(text));
  return [...new Set([...fields, ...modules])].map((name) => `${path} ${name}`);
}

/**
 * The documented ones; a row is `
 *  path
 *  name
 *  bound
 * `.
 */
function documented(): Map<string, string> {
  const rows = readFileSync(LIST, 'utf8').matchAll(/^\| `([\w./-]+\.ts)` \| `(#?\w+)` \| (.+?) \|$/gm);
  return new Map([...rows].map(([, path, name, bound]) => [`${path} ${name}`, bound ?? '']));
}

describe('X20 every long-lived map of the server', () => {
  it('has a documented bound, and nothing else is documented', () => {
    const found = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\btesting\//.test(path))
      .flatMap((path) => longLivedMaps(path, readFileSync(`${SOURCES}${path}`, 'utf8')));
    expect(found.length).toBeGreaterThan(20);
    expect(found.sort()).toEqual([...documented().keys()].sort());
  });

  it.each([
    ['  private readonly seen = new Map<string, number>();', ['a.ts seen']],
    ['  readonly #seen: ReadonlySet<string> = new Set();', ['a.ts #seen']],
    [
      '  readonly #groups: readonly Set<string>[] = Array.from({ length: 5 }, () => new Set());',
      ['a.ts #groups'],
    ],
    ['  readonly #seen =\n    new Map<string, number>();', ['a.ts #seen']],
    ['const seen = new Map<string, number>();\nseen.set("a", 1);', ['a.ts seen']],
    ['const READS = new Set(["GET"]);\nREADS.has("GET");', []],
    ['  const local = new Map<string, number>();', []],
    ['  readonly #seen = new BoundedMap<string, number>({ entries: 9 });', []],
    ['  readonly #seen = new WeakMap<object, number>();', []],
  ])('is found in %j', (source, expected) => {
    expect(longLivedMaps('a.ts', source)).toEqual(expected);
  });
});
