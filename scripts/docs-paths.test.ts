import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git', 'var', 'coverage']);
/** A path in backticks: with a slash and one of our extensions, or below a top folder. */
const NAMED =
  /`((?:[\w.-]+\/)+[\w.-]+\.(?:tsx?|mjs|json|ya?ml|css|conf|md)|(?:apps|libs|bench|soak|scripts|docs|docker|tests)\/[\w./-]*)(?:\*)?`/g;
/** The target of a link, without its anchor. */
const LINKED = /\]\((?!\w+:|#)([^)#\s]+)/g;

/** Every file of the repository, as a path from its root. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [relative(root, path)];
  });
}

const files = filesIn(root);
const pages = files.filter((path) => path.endsWith('.md'));

/** Returns true when a page may name it: a file or folder from the root, or the end of a file's path. */
function exists(path: string): boolean {
  return existsSync(join(root, path)) || files.some((file) => file.endsWith(`/${path}`));
}

/** Returns the paths on a page that do not exist. */
function gone(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const named = [...text.matchAll(NAMED)].map(([, path]) => path ?? '').filter((path) => !exists(path));
  const linked = [...text.matchAll(LINKED)]
    .map(([, path]) => path ?? '')
    .filter((path) => !existsSync(join(root, dirname(page), path)));
  return [...named, ...linked].map((path) => `${page}: ${path}`);
}

describe('the documentation', () => {
  it('names files and folders that exist', () => {
    expect(pages.length).toBeGreaterThan(25);
    expect(pages.flatMap(gone)).toEqual([]);
  });
});
