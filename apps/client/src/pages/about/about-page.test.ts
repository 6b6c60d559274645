import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LIBRARIES } from './about-page.js';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** npm installs a package beside its user, or at the root when several use it. */
function packageFile(name: string): string {
  const found = ['apps/client/', 'apps/server/', '']
    .map((folder) => `${ROOT}${folder}node_modules/${name}/package.json`)
    .find((path) => existsSync(path));
  if (!found) throw new Error(`${name} is not installed`);
  return found;
}

describe('the libraries on the about page', () => {
  it('include every library of the browser, and more', () => {
    const { dependencies } = json(`${ROOT}apps/client/package.json`);
    const named = LIBRARIES.map(({ name }) => name);
    const others = Object.keys(dependencies).filter((name) => !name.startsWith('@sunday-live/'));
    expect(named).toEqual(expect.arrayContaining(others));
    expect(new Set(named).size).toBe(named.length);
  });

  it.each(LIBRARIES.map(({ name, licence }) => [name, licence]))('%s is under %s', (name, licence) => {
    expect(json(packageFile(name)).license).toBe(licence);
  });
});
