import { pathToFileURL } from 'node:url';
import { compile } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { inRoot } from './lib/root.mjs';
import { main } from './lib/run.mjs';

// npm run replay: needs only its own workspace, so nothing else is built
await main(async () => {
  await ensureInstalled();
  await compile('apps/replay');
  await import(pathToFileURL(inRoot('apps/replay/dist/cli.js')).href);
});
