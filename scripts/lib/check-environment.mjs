import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot, root } from './root.mjs';

/** Only the configuration reads the environment; tests and the benchmarks' own switches are outside the product. */
const ALLOWED = [/^apps\/server\/src\/config\//, /\.test\.tsx?$/, /\/testing\//];
const SEARCHED = ['apps', 'libs'];

const offenders = SEARCHED.flatMap((folder) => filesIn(inRoot(folder)))
  .map((file) => relative(root, file).replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !ALLOWED.some((pattern) => pattern.test(file)))
  .filter((file) =>
    /process\.env|import\.meta\.env\.(?!DEV|PROD|MODE|BASE_URL)/.test(readFileSync(inRoot(file), 'utf8')),
  );

if (offenders.length > 0) {
  console.error(`process.env is read outside apps/server/src/config:\n  ${offenders.join('\n  ')}`);
  process.exit(1);
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
