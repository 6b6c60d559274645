import { readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

const PAGE = 'docs/reliability.md';
const NAMED = /`([\w./-]+\.test\.tsx?)`|“([^”]+)”/g;

/**
 * Lists the tests that docs/reliability.md names, row by row: a file, then the beginnings of titles in it.
 * @param {string} [section] only of the section with this heading
 * @returns {{file: string, name: string}[]}
 */
export function namedTests(section) {
  const page = readFileSync(inRoot(PAGE), 'utf8');
  const rows = page
    .split(/^## /m)
    .filter((part) => section === undefined || part.startsWith(section))
    .flatMap((part) => part.split('\n'))
    .filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => {
    let file = '';
    return [...row.matchAll(NAMED)].flatMap(([, path, name]) => {
      file = path ?? file;
      return name === undefined ? [] : [{ file, name }];
    });
  });
}
