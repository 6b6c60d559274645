import { afterEach, describe, expect, it } from 'vitest';
import { EspnFeed } from './espn/espn-feed.js';
import { gameEvent, scoreboard } from './espn/testing/espn-payload.js';
import type { ScoreFeed } from './score-feed.js';
import { bentFeed } from './testing/bent-feed.js';
import { PlainFeed } from './testing/plain-feed.js';

const WEEK = { season: 2025, seasonType: 2, week: 16 };

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

/** JAX at DEN in week 16, the current one, in the format of each feed. */
const FEEDS: readonly (readonly [name: string, ids: RegExp, open: () => Promise<ScoreFeed>])[] = [
  [
    'ESPN',
    /^\d+$/,
    async () => {
      const { url, weeks, close } = await bentFeed(scoreboard([gameEvent()]));
      weeks.set(WEEK.week, scoreboard([gameEvent()]));
      undo.push(close);
      return new EspnFeed({ baseUrl: url, timeoutMs: 5_000 });
    },
  ],
  [
    'a second feed',
    /^plain\./,
    async () => {
      const feed = new PlainFeed(WEEK);
      const kickoff = '2025-12-21T21:05:00.000Z';
      feed.note([{ ...WEEK, number: 7, kickoff, away: 'JAX', home: 'DEN', score: null, over: false }]);
      return feed;
    },
  ],
];

describe.each(FEEDS)('%s as a ScoreFeed', (_name, ids, open) => {
  it('has the same games under the same keys in the board of the moment and in that of their week', async () => {
    const feed = await open();
    const { board } = await feed.scores();
    const { observation } = await feed.schedule(WEEK);
    expect(board?.observation.games).toEqual(observation.games);
    expect(observation.games).toMatchObject([
      { ...WEEK, away: 'JAX', home: 'DEN', state: 'pre', kickoff: '2025-12-21T21:05:00.000Z' },
    ]);
    for (const { id } of observation.games) {
      expect(id).toMatch(/^[\w.-]{1,32}$/);
      expect(id).toMatch(ids);
    }
  });

  it('names the current week, and no week when that is doubted', async () => {
    const { board } = await (await open()).scores();
    expect(board?.observation).toMatchObject(WEEK);
    const doubted = board?.withoutCurrentWeek();
    expect(doubted?.observation).toMatchObject({ season: null, seasonType: null, week: null });
    expect(doubted?.observation.games).toHaveLength(1);
  });

  it('ends with `aborted` on shutdown', async () => {
    const feed = await open();
    const signal = AbortSignal.abort();
    await expect(feed.scores({ signal })).rejects.toMatchObject({ code: 'aborted' });
    await expect(feed.schedule(WEEK, signal)).rejects.toMatchObject({ code: 'aborted' });
  });
});
