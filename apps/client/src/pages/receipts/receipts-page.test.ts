import { expect, it } from 'vitest';
import { readProof } from './receipts-page.js';

const receiptsOf = (part: number) => ({
  league: 'l',
  season: 2024,
  week: 8,
  parts: [{ part, at: 't', games: [], superseded: false }],
  players: [],
  receipts: [],
  corrections: [],
  more: 0,
});

const WEEK = { season: 2024, type: 'regular', week: 8 } as const;

/** Answers in the order of requests; the last answer of a kind is repeated. */
function server(receipts: unknown[], cards: unknown[]) {
  const asked: string[] = [];
  const next = (answers: unknown[]) => (answers.length > 1 ? answers.shift() : answers[0]);
  const read = async <T>(path: string): Promise<T> => {
    asked.push(path);
    return next(path.startsWith('receipts') ? receipts : cards) as T;
  };
  return { asked, read };
}

it('X23: cards are compared with receipts of the same moment: after a lock between two answers both are read again', async () => {
  const { read, asked } = server(
    [receiptsOf(1), receiptsOf(2)],
    [{ cards: ['before'] }, { cards: ['after'] }],
  );
  const proof = await readProof(read, WEEK);
  expect(proof).toEqual({ receipts: receiptsOf(2), cards: ['after'] });
  const at = '8?season=2024&type=regular';
  expect(asked).toEqual(
    ['receipts', 'cards', 'receipts', 'cards', 'receipts'].map((what) => `${what}/${at}`),
  );
});

it('ends although the receipts keep changing', async () => {
  let part = 0;
  const read = async <T>(path: string): Promise<T> => {
    part += 1;
    return (path.startsWith('receipts') ? receiptsOf(part) : { cards: [] }) as T;
  };
  await expect(readProof(read, WEEK)).resolves.toMatchObject({ cards: [] });
});
