import { atMost } from '../../report/figure.js';
import type { Part } from '../part.js';
import { allScripts, liveRouteScripts } from './live-route.js';

const DIST = new URL('../../../../apps/client/dist', import.meta.url).pathname;
/** How much script the live route loads. */
export const clientPart: Part = {
  name: 'client',
  run: async () => {
    const scripts = await liveRouteScripts(DIST);
    const kilobytes = (list: typeof scripts) => list.reduce((sum, { gzip }) => sum + gzip, 0) / 1_024;
    const all = await allScripts(DIST);
    const largest = [...scripts].sort((a, b) => b.gzip - a.gzip).slice(0, 3);
    return [
      {
        what: 'live route, JavaScript, gzip',
        unit: 'KB',
        ours: kilobytes(scripts),
        baseline: { name: 'all scripts of the client', value: kilobytes(all) },
        target: atMost(135),
        note: `${scripts.length} scripts; largest: ${largest.map(({ name, gzip }) => `${name} ${(gzip / 1_024).toFixed(1)}`).join(', ')}`,
      },
    ];
  },
};
