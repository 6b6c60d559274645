import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../espn/testing/espn-payload.js';

/** A feed whose answers the test sets: boards by hand. */
export interface BentFeed {
  readonly url: string;
  /** The requested week of each request, in order; null: the default board. */
  readonly asked: (number | null)[];
  /** The default board; a number is an HTTP status. */
  board: JsonObject | number;
  /** Boards by week; a number is an HTTP status; absent: no events. */
  readonly weeks: Map<number, JsonObject | number>;
  close(): Promise<void>;
}

/** @param board the first default board */
export async function bentFeed(board: JsonObject): Promise<BentFeed> {
  const asked: (number | null)[] = [];
  const weeks: BentFeed['weeks'] = new Map();
  const server = createServer((request, response) => {
    const text = new URL(request.url ?? '', 'http://feed').searchParams.get('week');
    const week = text === null ? null : Number(text);
    asked.push(week);
    const answer = week === null ? feed.board : (weeks.get(week) ?? { events: [] });
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const feed: BentFeed = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    board,
    weeks,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return feed;
}
