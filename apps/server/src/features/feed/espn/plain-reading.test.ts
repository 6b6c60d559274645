import { type Fault, type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCOREBOARD_PATH } from './espn-feed.js';

/**
 * Twins to failures 16 and 17: a short script that believes every answer and keeps the last one.
 * `feed-faults.int.test.ts` shows the server with the same answers.
 */

interface PlainGame {
  readonly points: number;
  readonly over: boolean;
}

interface PlainScoreboard {
  readonly events: readonly {
    readonly id: string;
    readonly status: { readonly type: { readonly completed: boolean } };
    readonly competitions: readonly { readonly competitors: readonly { readonly score: string }[] }[];
  }[];
}

const HOUR_S = 3_600;
/** Early games are over by then, late ones in progress, and one has not started. */
const LATE_AFTERNOON_S = 5.5 * HOUR_S;

let replay: ReplayServer;
let truth: ReadonlyMap<string, PlainGame>;

beforeAll(async () => {
  replay = await startReplayServer({ paused: true });
  await replay.replay.control({ action: 'seek', position: LATE_AFTERNOON_S });
  truth = await readPlainly();
});
afterEach(() => replay.replay.faults.clear());
afterAll(() => replay.close());

async function readPlainly(): Promise<ReadonlyMap<string, PlainGame>> {
  const answer = await fetch(`${replay.url}${SCOREBOARD_PATH}`);
  const { events } = (await answer.json()) as PlainScoreboard;
  return new Map(
    events.map(({ id, status, competitions }) => {
      const [home, away] = competitions[0]?.competitors ?? [];
      return [id, { points: Number(home?.score) + Number(away?.score), over: status.type.completed }];
    }),
  );
}

/** Returns what is wrong after the plain reading of an answer with the fault. */
async function believed(fault: Fault): Promise<(PlainGame | undefined)[]> {
  replay.replay.faults.add([fault]);
  const read = await readPlainly();
  return [...truth]
    .filter(([id, game]) => JSON.stringify(read.get(id)) !== JSON.stringify(game))
    .map(([id]) => read.get(id));
}

describe('failures 16: a plain reader of a feed that fails', () => {
  it.each<Fault>([
    { kind: 'status', status: 503 },
    { kind: 'html' },
    { kind: 'redirecting' },
    { kind: 'cut-json' },
    { kind: 'code-body' },
    { kind: 'no-events' },
  ])('ends with an exception on $kind', async (fault) => {
    await expect(believed(fault)).rejects.toThrow();
  });

  it('loses every game on empty-events', async () => {
    const lost = await believed({ kind: 'empty-events' });
    expect(lost).toEqual([...truth].map(() => undefined));
  });

  it('takes a score that is missing for nothing', async () => {
    expect(await believed({ kind: 'null-score' })).toEqual([expect.objectContaining({ points: 0 })]);
  });

  it('has points that are no number from a game that is spoilt', async () => {
    const [game, ...others] = await believed({ kind: 'bad-game' });
    expect(game?.points).toBeNaN();
    expect(others).toEqual([]);
  });
});

describe('failures 17: a plain reader of a feed that misleads', () => {
  it('has a game no more that the feed leaves out once', async () => {
    expect(await believed({ kind: 'game-dropped' })).toEqual([undefined]);
  });

  it('has a game twice when it comes under another id', async () => {
    replay.replay.faults.add([{ kind: 'new-id' }]);
    const later = new Map([...truth, ...(await readPlainly())]);
    expect(later.size).toBe(truth.size + 1);
  });

  it('takes a game for unfinished that was over', async () => {
    const [game] = await believed({ kind: 'status-regression', to: 'in' });
    expect(game?.over).toBe(false);
  });
});
