import { cardInputSchema } from '@sunday-live/contract';
import { type GameState, validateCard } from '@sunday-live/scoring';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCardBody } from './testing/any-card.js';

const SLOW_MACHINE_MS = 120_000;
const IDS = ['1', '2', '3'];
const games: GameState[] = IDS.map((id) => ({
  id,
  week: 8,
  away: `A${id}`,
  home: `H${id}`,
  awayScore: 0,
  homeScore: 0,
  state: 'pre',
}));

it(
  'S16 S18 S20 law: whatever is sent as a card is refused, or is a whole card by the rules',
  () => {
    let accepted = 0;
    const season = { locked: new Set<string>(), stored: null, usedBankers: [{ team: 'A3', week: 1 }] };
    fc.assert(
      fc.property(anyCardBody, fc.nat(4), (body, usedJokers) => {
        const parsed = cardInputSchema.safeParse(body);
        if (!parsed.success) return;
        const card = parsed.data;
        if (
          validateCard({ type: 'regular', card, games, ...season, usedJokers, jokersPerSeason: 3 }).length > 0
        )
          return;
        accepted += 1;
        expect(Object.keys(card.picks).toSorted()).toEqual(IDS);
        expect(card.banker === '1' || card.banker === '2').toBe(true);
        expect(card.picks[card.banker ?? '']).toBe('away');
        if (card.joker) expect(usedJokers).toBeLessThan(3);
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(20);
  },
  SLOW_MACHINE_MS,
);
