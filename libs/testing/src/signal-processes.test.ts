import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { signalProcesses } from './signal-processes.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/**
 * Files that signal a single process: they check whether it lives, or end one that they know from a file or
 * have started themselves.
 */
const LOOKED_AT = new Set([
  'libs/testing/src/signal-processes.ts',
  'libs/testing/src/signal-processes.test.ts',
  'apps/server/src/platform/database/embedded/postmaster.ts',
  'apps/server/src/platform/database/embedded/data-lock.ts',
  'scripts/image/containers.mjs',
]);

it.each([[[]], [[0]], [[-1]], [[1]], [[Number.NaN]]])('refuses %j, and signals nobody', (pids) => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  expect(() => signalProcesses(pids, 'SIGKILL')).toThrow();
  expect(kill).not.toHaveBeenCalled();
  kill.mockRestore();
});

it('is the only way in which tests and scripts signal a process by its number', () => {
  const files = ['apps', 'libs', 'scripts', 'bench', 'soak', 'tests'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path)),
  );
  expect(files.length).toBeGreaterThan(500);
  const byNumber = files.filter(
    (path) =>
      !LOOKED_AT.has(path) && /(?<![\w.#])process\.kill\(/.test(readFileSync(join(ROOT, path), 'utf8')),
  );
  expect(byNumber).toEqual([]);
});
