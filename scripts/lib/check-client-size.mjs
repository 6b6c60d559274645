import { compile, ensureBuilt } from './ensure-built.mjs';
import { inRoot } from './root.mjs';
import { main } from './run.mjs';

/**
 * Limit for the scripts that the live page needs before it shows anything, compressed: they decide a phone's first
 * seconds.
 */
const LIVE_ROUTE_KB = 135;

await main(async () => {
  await ensureBuilt();
  await compile('bench');
  const { liveRouteScripts } = await import('../../bench/dist/parts/client/live-route.js');
  const scripts = await liveRouteScripts(inRoot('apps/client/dist'));
  const total = scripts.reduce((sum, { gzip }) => sum + gzip, 0) / 1_000;
  const said = `the live route's scripts are ${total.toFixed(1)} KB compressed, of ${LIVE_ROUTE_KB} at most`;
  if (total <= LIVE_ROUTE_KB) return console.log(said);
  const largest = [...scripts].sort((a, b) => b.gzip - a.gzip).slice(0, 5);
  console.error(
    [said, ...largest.map(({ name, gzip }) => `  ${(gzip / 1_000).toFixed(1)} KB ${name}`)].join('\n'),
  );
  process.exit(1);
});
