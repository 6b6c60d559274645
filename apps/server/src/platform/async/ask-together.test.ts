import { describe, expect, it } from 'vitest';
import { AskTogether } from './ask-together.js';

describe('questions asked together', () => {
  it('share one query, those that arrive while it runs share the next, and each gets its own answer', async () => {
    const queries: (readonly number[])[] = [];
    const doubles = new AskTogether<number, number>(async (questions) => {
      queries.push(questions);
      await Promise.resolve();
      return questions.map((question) => 2 * question);
    });
    const first = [doubles.ask(1), doubles.ask(2)];
    await Promise.resolve();
    const next = [doubles.ask(3), doubles.ask(4)];
    expect(await Promise.all([...first, ...next])).toEqual([2, 4, 6, 8]);
    expect(queries).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('fail together, and the next ones do not', async () => {
    let broken = true;
    const answers = new AskTogether<number, number>(async (questions) => {
      if (broken) throw new Error('no database');
      return questions;
    });
    const both = await Promise.allSettled([answers.ask(1), answers.ask(2)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await answers.ask(3)).toBe(3);
  });

  it('do not wait for a query that hangs, and all wait no longer than it takes alone', async () => {
    let release: (answers: readonly number[]) => void = () => undefined;
    const hangs = new Promise<readonly number[]>((resolve) => {
      release = resolve;
    });
    let queries = 0;
    const answers = new AskTogether<number, number>((questions) => {
      queries += 1;
      return queries === 1 ? hangs : Promise.resolve(questions);
    });
    const stuck = answers.ask(1);
    await Promise.resolve();
    expect(await Promise.all([answers.ask(2), answers.ask(3)])).toEqual([2, 3]);
    expect(queries).toBe(2);
    release([1]);
    expect(await stuck).toBe(1);
    expect(await answers.ask(4)).toBe(4);
  });
});
