import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gameEvent, scoreboard, statuses } from '../espn/testing/espn-payload.js';

export interface HeldFeed {
  readonly url: string;
  /** Resolves with the first answer, once it was requested. */
  readonly held: ServerResponse[];
  close(): Promise<void>;
}

/** The body of an answer with one game in progress. */
export function scoreIs(homeScore: string): string {
  return JSON.stringify(scoreboard([gameEvent({ status: statuses.inProgress, homeScore })]));
}

/**
 * A feed whose first answer waits until the test releases it; the others follow at once, with 14 points for the home
 * team.
 */
export async function heldFeed(): Promise<HeldFeed> {
  const held: ServerResponse[] = [];
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (asked === 1) held.push(response);
    else response.end(scoreIs('14'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
