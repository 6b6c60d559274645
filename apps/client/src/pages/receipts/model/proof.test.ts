import { createHash } from 'node:crypto';
import type { Correction, Receipt, ReceiptPart } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { hashOf, sealOf, verdictOf } from './proof.js';

const CARD = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: true } as const;
const PART: ReceiptPart = { part: 1, at: '2024-10-24T20:00:00Z', games: ['a', 'b'], superseded: false };

function receipt(card: object = CARD, part = 1): Receipt {
  const content = JSON.stringify({ player: 'p', season: 2024, week: 8, ...card });
  const nonce = 'n0nce';
  return {
    player: 'p',
    part,
    nonce,
    content,
    hash: createHash('sha256').update(`${nonce}\n${content}`).digest('hex'),
  };
}
const correction = (
  before: Correction['before'],
  after: Correction['after'],
  rule: string | null = null,
): Correction => ({
  player: 'p',
  rule,
  at: '2024-10-25T08:00:00Z',
  by: 'Ada',
  why: 'By mail',
  before,
  after,
});

describe('a receipt', () => {
  it('has the hash that the server computes', async () => {
    const given = receipt();
    expect(await hashOf(given)).toBe(given.hash);
  });

  it('proves the card that the league sees', async () => {
    expect(await verdictOf([receipt()], [PART], CARD, [])).toBe('proved');
  });

  it.each([
    ['a pick', { ...CARD, picks: { a: 'home', b: 'home' } }],
    ['a pick taken out', { ...CARD, picks: { b: 'home' } }],
    ['the banker', { ...CARD, banker: 'b' }],
    ['the joker', { ...CARD, joker: false }],
  ] as const)('does not prove a card in which somebody changed %s', async (_what, card) => {
    expect(await verdictOf([receipt()], [PART], card, [])).toBe('broken');
  });

  it('proves nothing when its content or hash was changed', async () => {
    const good = receipt();
    const changed = { ...CARD, joker: false };
    const forged = { ...good, content: receipt(changed).content };
    expect(await verdictOf([forged], [PART], changed, [])).toBe('broken');
    expect(await verdictOf([{ ...good, nonce: 'other' }], [PART], CARD, [])).toBe('broken');
    expect(await verdictOf([{ ...good, hash: good.hash.replace(/^./, 'x') }], [PART], CARD, [])).toBe(
      'broken',
    );
  });

  it('and its corrections together lead to the visible card', async () => {
    const after = { ...CARD, banker: 'b', picks: { a: 'away', b: 'away' } } as const;
    const told = [correction(CARD, after)];
    expect(await verdictOf([receipt()], [PART], after, told)).toBe('corrected');
    expect(await verdictOf([receipt()], [PART], CARD, told)).toBe('broken');
    expect(await verdictOf([receipt({ ...CARD, joker: false })], [PART], after, told)).toBe('broken');
    expect(await verdictOf([], [PART], CARD, [correction(null, CARD)])).toBe('corrected');
  });

  it('and a joker that a rule played lead to the visible card, and the verdict says so (S21)', async () => {
    const without = { ...CARD, joker: false };
    const told = [correction(without, CARD, 'S21')];
    expect(await verdictOf([receipt(without)], [PART], CARD, told)).toBe('by-rule');
    expect(await verdictOf([receipt(without)], [PART], CARD, [])).toBe('broken');
    expect(await verdictOf([receipt(without)], [PART], without, told)).toBe('broken');
    const after = { ...CARD, picks: { a: 'away', b: 'away' } } as const;
    expect(await verdictOf([receipt(without)], [PART], after, [...told, correction(CARD, after)])).toBe(
      'corrected',
    );
  });

  it('combines the parts that locked one after the other, the newest of each game', async () => {
    const parts = [
      { ...PART, games: ['b'] },
      { ...PART, part: 2, games: ['a'], superseded: true },
      { ...PART, part: 3, games: ['a'] },
    ];
    const receipts = [
      receipt({ picks: { b: 'home' }, banker: null, joker: false }),
      receipt({ picks: { a: 'home' }, banker: null, joker: false }, 2),
      receipt({ picks: { a: 'away' }, banker: 'a', joker: true }, 3),
    ];
    expect(await verdictOf(receipts, parts, CARD, [])).toBe('proved');
    expect(
      await verdictOf(receipts.slice(0, 1), parts.slice(0, 1), { ...CARD, picks: { b: 'home' } }, []),
    ).toBe('proved');
  });

  it('of a league make one seal, in any order', async () => {
    const some = [receipt(), receipt({ ...CARD, joker: false }), receipt({ ...CARD, banker: null })];
    expect(await sealOf([...some].reverse())).toBe(await sealOf(some));
    expect(await sealOf(some.slice(1))).not.toBe(await sealOf(some));
  });
});
