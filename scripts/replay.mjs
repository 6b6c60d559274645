import { existsSync } from 'node:fs';

const ensureBuilt = new URL('./lib/ensure-built.mjs', import.meta.url);
if (existsSync(ensureBuilt)) {
  const build = await import(ensureBuilt.href);
  await build.ensureBuilt();
}
await import(new URL('../apps/replay/dist/cli.js', import.meta.url).href);
