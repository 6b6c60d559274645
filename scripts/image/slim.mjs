import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../lib/root.mjs';

// node scripts/image/slim.mjs: run by the Dockerfile, after development dependencies are pruned. Deletes what Node never reads.

/** Source maps, TypeScript and prose; licences stay with their packages. */
const UNREAD = /\.(map|[cm]?ts|md|markdown|tsbuildinfo)$/i;
const LICENCE = /licen[cs]e|notice|copying|copyright/i;

/** Tests, and builds for browsers and bundlers that Node's conditions do not choose. */
const FOLDERS = {
  typeorm: ['browser'],
  rxjs: ['src', 'dist/esm', 'dist/esm5', 'dist/bundles'],
  zod: ['src'],
  luxon: ['src', 'build/amd', 'build/cjs-browser', 'build/global'],
  bintrees: ['test', 'examples'],
};
/** In every package of these scopes: `module` and `import` name the first, but Node's own condition comes before them. */
const SCOPES = ['@aws', '@aws-sdk', '@smithy'];
const IN_SCOPES = ['dist-es', 'dist-types'];
/** Of swagger-ui-dist the page of the API uses three files (platform/http/docs.controller.ts). */
const SWAGGER =
  /^(swagger-ui\.css|swagger-ui-bundle\.js|favicon-32x32\.png|package\.json|absolute-path\.js|index\.js)$/;

const MODULES = ['node_modules', 'apps/server/node_modules'].map((folder) => inRoot(folder));

const before = sizeOf(inRoot());
for (const modules of MODULES) {
  for (const [name, folders] of Object.entries(FOLDERS)) {
    for (const folder of folders) remove(join(modules, name, folder));
  }
  for (const scope of SCOPES) {
    for (const name of namesIn(join(modules, scope))) {
      for (const folder of IN_SCOPES) remove(join(modules, scope, name, folder));
    }
  }
  for (const name of namesIn(join(modules, 'swagger-ui-dist'))) {
    if (!SWAGGER.test(name) && !LICENCE.test(name)) remove(join(modules, 'swagger-ui-dist', name));
  }
  removeUnread(modules);
}
for (const part of ['libs', 'apps']) {
  for (const name of namesIn(inRoot(part))) removeUnread(inRoot(part, name, 'dist'));
}
const mebibytes = (bytes) => Math.round(bytes / 2 ** 20);
console.log(`What Node never reads is gone: ${mebibytes(before)} MiB are ${mebibytes(sizeOf(inRoot()))} MiB`);

function removeUnread(folder) {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeUnread(path);
    else if (UNREAD.test(entry.name) && !LICENCE.test(entry.name)) remove(path);
  }
}

function sizeOf(folder) {
  return entriesOf(folder).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + sizeOf(path);
    return sum + (entry.isFile() ? statSync(path).size : 0);
  }, 0);
}

function namesIn(folder) {
  return entriesOf(folder).map(({ name }) => name);
}

/** Links are listed, not followed: workspaces are links in node_modules. */
function entriesOf(folder) {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { withFileTypes: true })
    : [];
}

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}
