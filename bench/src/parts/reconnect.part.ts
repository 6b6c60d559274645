import { microseconds } from '../baselines/baseline.js';
import { SOCKET_IO_PATH, startNodeBaseline } from '../baselines/node-baseline.js';
import { Loadgen } from '../harness/loadgen.js';
import { Scratch } from '../harness/scratch.js';
import { atMost } from '../report/figure.js';
import { deploy } from '../system/deployment.js';
import type { Part } from './part.js';

const PLAYERS = 100;
const CLIENTS = 5_000;
const QUICK_CLIENTS = 1_000;
const SNAPSHOTS_METRIC = 'live_snapshots_built_total';

/** All clients of a restarted node reconnect at once without a position; measured until each has its snapshot. */
export const reconnectPart: Part = {
  name: 'reconnect',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const clients = quick ? QUICK_CLIENTS : CLIENTS;
      const named = clients.toLocaleString('en-US');
      say(`reconnect: ${named} clients`);
      const baseline = scratch.keep(await startNodeBaseline('Socket.IO', 'socket-io', SOCKET_IO_PATH));
      const others = scratch.keep(
        await Loadgen.start({ mode: 'socket-io', port: baseline.port, path: SOCKET_IO_PATH, clients }),
      );
      const theirs = await others.connect();
      await others.stop();

      const { restartWeb, web, cookieFile, origin, league } = await deploy(scratch, {
        players: PLAYERS,
        cards: PLAYERS,
        pollMs: 1_000,
      });
      const enter = async () =>
        scratch.keep(
          await Loadgen.start({
            mode: 'socket-io',
            port: web.port,
            path: SOCKET_IO_PATH,
            clients,
            cookies: cookieFile,
            origin,
            league,
          }),
        );
      const first = await enter();
      await first.connect();
      await first.subscribe();
      const restarted = await restartWeb();
      await first.stop();
      const second = await enter();
      const started = microseconds();
      await second.connect();
      const { refusals } = await second.subscribe();
      const ours = (microseconds() - started) / 1e6;
      const built = await restarted.metric(SNAPSHOTS_METRIC);
      return [
        {
          what: `${named} clients come back after a restart, each with a snapshot`,
          unit: 's',
          ours,
          baseline: { name: 'Socket.IO, connections only', value: theirs / 1_000 },
          target: atMost(4),
          note:
            `${built === null ? `the server has no metric ${SNAPSHOTS_METRIC}` : `${built} snapshots built`}; ` +
            `${refusals} subscriptions were refused as too busy and repeated`,
        },
      ];
    }),
};
