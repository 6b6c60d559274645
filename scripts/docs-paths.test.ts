import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git', 'var', 'coverage']);
/** Folders from which the documentation abbreviates paths. */
const BASES = [
  '',
  'apps/server/src',
  'apps/server/src/features',
  'apps/server/src/platform',
  'apps/client/src',
  'bench/src',
  'docs',
];
/** A path in backticks: with a slash and an extension of ours, or below a top folder. */
const NAMED =
  /`((?:[\w.-]+\/)+[\w.-]+\.(?:tsx?|mjs|json|ya?ml|css|conf|md)|(?:apps|libs|bench|soak|scripts|docs|docker|tests)\/[\w./-]*)(?:\*)?`/g;
/** The target of a link, without its anchor. */
const LINKED = /\]\((?!\w+:|#)([^)#\s]+)/g;

/** Every Markdown page of the repository, as a path from its root. */
function pages(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

/** The paths on a page that do not exist. */
function gone(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const near = dirname(page);
  const named = [...text.matchAll(NAMED)]
    .map(([, path]) => path ?? '')
    .filter(
      (path) => ![...BASES, near, join(near, 'src')].some((base) => existsSync(join(root, base, path))),
    );
  const linked = [...text.matchAll(LINKED)]
    .map(([, path]) => path ?? '')
    .filter((path) => !existsSync(join(root, near, path)));
  return [...named, ...linked].map((path) => `${page}: ${path}`);
}

describe('the documentation', () => {
  it('names files and folders that exist', () => {
    const all = pages();
    expect(all.length).toBeGreaterThan(25);
    expect(all.flatMap(gone)).toEqual([]);
  });
});
