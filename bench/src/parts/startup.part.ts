import { chmod } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../harness/child.js';
import { memoryBytes, processTree } from '../harness/cpu.js';
import { Scratch } from '../harness/scratch.js';
import { atMost } from '../report/figure.js';
import { median } from '../stats/stats.js';
import { recordedScoreboard } from '../system/scoreboard.js';
import { type ServerEnvironment, startServer } from '../system/server-process.js';
import { SteppedFeed } from '../system/stepped-feed.js';
import type { Part } from './part.js';

const STARTS = 5;
const QUICK_STARTS = 2;
const REST_MS = 10_000;
const START_WITHIN_MS = 10_000;
const EVERYBODY_MAY_ENTER = 0o755;
const MIB = 1_024 ** 2;

/** The one-process form: embedded PostgreSQL, bus in the process, everything in one role. */
export const startupPart: Part = {
  name: 'startup',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const feed = scratch.keep(await SteppedFeed.start(await recordedScoreboard()));
      const folder = await scratch.folder();
      // under root, PostgreSQL runs as another user
      await chmod(folder, EVERYBODY_MAY_ENTER);
      const env: ServerEnvironment = { ...noServices(), DATA_DIR: folder, FEED_URL: feed.url };
      const fresh = await startServer(env);
      await fresh.stop();
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let start = 0; start < (quick ? QUICK_STARTS : STARTS); start += 1) {
        const server = await startServer(env);
        await server.stop();
        ours.push(server.startMs / 1_000);
        theirs.push(await bareStart());
      }
      say(`startup: ${(fresh.startMs / 1_000).toFixed(1)} s the first time, with new data`);
      const resting = scratch.keep(await startServer(env));
      await sleep(REST_MS);
      const processes = await processTree(resting.pid);
      const memory = await Promise.all(processes.map(memoryBytes));
      return [
        {
          what: 'embedded process, existing data: start to listening',
          unit: 's',
          ours: median(ours),
          baseline: { name: 'bare node:http', value: median(theirs) },
          target: atMost(3),
          note: `${(fresh.startMs / 1_000).toFixed(2)} s the first time, which makes the database`,
        },
        {
          what: 'embedded process with its PostgreSQL, memory at rest',
          unit: 'MiB',
          ours: memory.reduce((sum, bytes) => sum + bytes, 0) / MIB,
          baseline: { name: 'its Node process alone', value: (memory[0] ?? 0) / MIB },
          target: atMost(220),
          note: `${processes.length} processes, memory that they share counted once`,
        },
      ];
    }),
};

/** Without the services that the environment may name: an empty value would not do. */
function noServices(): ServerEnvironment {
  delete process.env.DATABASE_URL;
  delete process.env.REDIS_URL;
  return {};
}

/** Seconds until a Node process that does nothing else listens. */
async function bareStart(): Promise<number> {
  const program = new URL('../baselines/http-poll.server.js', import.meta.url).pathname;
  const started = performance.now();
  const child = await Child.start({ command: process.execPath, args: [program], ipc: true });
  await child.line(/^listening on \d+$/, START_WITHIN_MS);
  const seconds = (performance.now() - started) / 1_000;
  await child.stop();
  return seconds;
}
