import { nchanMissing, startNchan } from '../../baselines/nchan.js';
import { SOCKET_IO_PATH, startNodeBaseline } from '../../baselines/node-baseline.js';
import { Scratch } from '../../harness/scratch.js';
import { ratioAtMost } from '../../report/figure.js';
import { deploy } from '../../system/deployment.js';
import { liveServer } from '../../system/live-server.js';
import type { Part } from '../part.js';
import { Arena } from './arena.js';
import type { Contender } from './contender.js';
import { playRounds, versus } from './rounds.js';

const PLAYERS = 100;
const CLIENTS = 10_000;
const QUICK_CLIENTS = 1_000;
/** A round of polls takes longer than one of frames: each client polls again before the next message. */
const PACE_MS = 500;

/** Held polls: CPU per answer, including the poll that follows it. */
export const longPollPart: Part = {
  name: 'long-poll',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const clients = quick ? QUICK_CLIENTS : CLIENTS;
      const named = `${clients.toLocaleString('en-US')} polls`;
      say(`long-poll: ${named} on each server`);
      const deployment = await deploy(scratch, { players: PLAYERS, cards: PLAYERS, pollMs: PACE_MS });
      const arena = new Arena(scratch, clients, say);
      const baselines = new Map<string, Contender>();
      const http = scratch.keep(await startNodeBaseline('node:http', 'http-poll', '/'));
      baselines.set('node:http', await arena.enter(http, { mode: 'poll' }));
      const missing = nchanMissing();
      if (missing === null) {
        const nchan = scratch.keep(await startNchan('longpoll', await scratch.folder()));
        baselines.set('Nchan', await arena.enter(nchan, { mode: 'poll' }));
      } else {
        say(`NOT COMPARED with Nchan: ${missing}`);
      }
      const { cookieFile: cookies, league, origin } = deployment;
      // frames are watched over a socket; the league's polls have a path of their own
      const server = await liveServer(scratch, deployment, SOCKET_IO_PATH);
      const polled = { ...server, path: `/api/leagues/${league}/live` };
      const contender = await arena.enter(polled, { mode: 'poll-live', cookies, origin });
      const schedule = { rounds: quick ? 2 : 5, messages: quick ? 20 : 8, paceMs: PACE_MS };
      const played = await playRounds({ contender, server }, baselines, schedule, say);
      return [...baselines.keys()].map((name) =>
        versus(
          {
            what: `long-poll, ${named}, CPU per answer`,
            unit: 'µs',
            target: name === 'Nchan' ? null : ratioAtMost(1.2),
          },
          played,
          name,
          (round) => round.cpuPerPublished,
        ),
      );
    }),
};
