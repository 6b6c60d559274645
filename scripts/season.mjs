import { compile } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { inRoot } from './lib/root.mjs';
import { main, run } from './lib/run.mjs';

// npm run season -- simulate …: the services of the environment, if it names any
await main(async () => {
  await ensureInstalled();
  await compile('apps/simulate');
  const { DATABASE_URL, REDIS_URL } = process.env;
  const { code } = await run(process.execPath, [
    inRoot('apps/simulate/dist/cli.js'),
    ...(DATABASE_URL ? ['--database', DATABASE_URL] : []),
    ...(REDIS_URL ? ['--redis', REDIS_URL] : []),
    ...process.argv.slice(2),
  ]);
  process.exit(code);
});
