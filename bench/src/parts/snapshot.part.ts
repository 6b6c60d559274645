import { LiveClient } from '@sunday-live/testing';
import { Scratch } from '../harness/scratch.js';
import { atMost, type Figure } from '../report/figure.js';
import { deploy } from '../system/deployment.js';
import type { Part } from './part.js';

const PLAYERS = 100;

/** Size of a league's snapshot for a new viewer. */
export const snapshotPart: Part = {
  name: 'snapshot',
  run: () =>
    Scratch.use(async (scratch) => {
      const { web, origin, cookies, league } = await deploy(scratch, {
        players: PLAYERS,
        cards: PLAYERS,
        pollMs: 1_000,
      });
      const size = async (compression: boolean): Promise<number> => {
        let bytes = 0;
        scratch.keep(
          await LiveClient.open({
            port: web.port,
            origin,
            league,
            cookie: cookies[0] ?? '',
            compression,
            onEvent: (event, { wireBytes }) => {
              if (event === 'snapshot') bytes = wireBytes / 1_024;
            },
          }),
        );
        return bytes;
      };
      const plain = await size(false);
      const figure: Figure = {
        what: `snapshot of a ${PLAYERS}-player league on the wire, compressed as browsers ask`,
        unit: 'KB',
        ours: await size(true),
        baseline: { name: 'not compressed', value: plain },
        target: atMost(12),
      };
      return [figure];
    }),
};
