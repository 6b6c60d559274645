import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FrameRounds } from './frame-rounds.js';

/** Rounds over leagues, each of whose frames takes 4 ms. */
class Scene {
  readonly sent: string[] = [];
  readonly failures: unknown[] = [];
  broken: string | null = null;
  private readonly leagues: { league: string; hasPending: boolean }[];
  private ms = 0;
  private readonly rounds: FrameRounds<{ league: string; hasPending: boolean }>;

  constructor(viewers: Readonly<Record<string, number>>) {
    this.leagues = Object.keys(viewers).map((league) => ({ league, hasPending: false }));
    this.rounds = new FrameRounds(
      (channel) => {
        if (channel.league === this.broken) throw new Error('broken');
        if (channel.hasPending) this.sent.push(channel.league);
        channel.hasPending = false;
        this.ms += 4;
      },
      (league) => viewers[league] ?? 0,
      (error) => this.failures.push(error),
      () => this.ms,
    );
  }

  /** Makes something happen in these leagues. */
  event(...leagues: string[]): number {
    for (const each of this.leagues) each.hasPending ||= leagues.includes(each.league);
    return this.rounds.add(this.leagues);
  }

  /** Returns what each turn sends, until nothing is left. */
  async turns(): Promise<string[][]> {
    const turns: string[][] = [];
    while (this.sent.length > 0) {
      turns.push(this.sent.splice(0));
      await nextTurn();
    }
    return turns;
  }

  stop(): void {
    this.rounds.stop();
  }
}

const VIEWERS = { a: 1, b: 5, c: 3, d: 0, everyone: 4, e: 2 };
const ALL = Object.keys(VIEWERS);

describe('frames of many leagues', () => {
  it('go to everyone and the leagues with most viewers first, and give way every 10 ms', async () => {
    const scene = new Scene(VIEWERS);
    expect(scene.event(...ALL)).toBe(6);
    expect(await scene.turns()).toEqual([
      ['everyone', 'b', 'c'],
      ['e', 'a', 'd'],
    ]);
  });

  it('of a second event meanwhile follow those of the first, except everyone’s; a waiting league gets both at once', async () => {
    const scene = new Scene(VIEWERS);
    scene.event(...ALL);
    expect(scene.sent.splice(0)).toEqual(['everyone', 'b', 'c']);
    expect(scene.event('everyone', 'b', 'a')).toBe(2);
    expect(scene.sent).toEqual([]);
    await nextTurn();
    expect(await scene.turns()).toEqual([
      ['everyone', 'e', 'a'],
      ['d', 'b'],
    ]);
  });

  it('of few leagues are sent at once', () => {
    const scene = new Scene(VIEWERS);
    scene.event('a', 'c');
    expect(scene.sent).toEqual(['c', 'a']);
    expect(scene.event()).toBe(0);
  });

  it('one league that fails holds nobody up', async () => {
    const scene = new Scene(VIEWERS);
    scene.broken = 'e';
    scene.event(...ALL);
    await nextTurn();
    await nextTurn();
    expect(scene.failures).toEqual([new Error('broken')]);
    expect(scene.sent).toEqual(['everyone', 'b', 'c', 'a', 'd']);
    scene.broken = 'b';
    expect(() => scene.event('b', 'a')).toThrow('broken');
  });

  it('are not sent after the end', async () => {
    const scene = new Scene(VIEWERS);
    scene.event(...ALL);
    scene.stop();
    await nextTurn();
    expect(scene.sent).toEqual(['everyone', 'b', 'c']);
  });
});
