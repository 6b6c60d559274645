import { RULES, scoreCard, type WeekCard } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hindsightOf } from './hindsight.js';
import type { AnalysedGame, LeagueSeason } from './league-season.js';
import { aLeagueSeason, recordedSeason } from './testing/a-season.js';

const GAME = {
  week: 1,
  kickoff: '2024-09-08T17:00:00.000Z',
  favourite: null,
  locked: true,
  state: 'post',
} as const;

function leagueOf(games: readonly AnalysedGame[], card: WeekCard): LeagueSeason {
  const empty = aLeagueSeason({ games: [], players: 1 });
  return { ...empty, games, members: empty.members.map((member) => ({ ...member, cards: [card] })) };
}

describe('S4, S18: the best that bankers and jokers could have brought', () => {
  it('requires no banker where the card’s banker game was called off', () => {
    const games: AnalysedGame[] = [
      { ...GAME, id: 'off', away: 'KC', home: 'LV', awayScore: 0, homeScore: 0, state: 'off' },
      { ...GAME, id: 'lost', away: 'CHI', home: 'GB', awayScore: 10, homeScore: 20 },
      { ...GAME, id: 'won', away: 'SF', home: 'LAR', awayScore: 13, homeScore: 20 },
    ];
    const picks = { off: 'away', lost: 'away', won: 'home' } as const;
    const [found] = hindsightOf(leagueOf(games, { week: 1, picks, banker: 'off', joker: false }));
    expect(found).toMatchObject({ actual: 20, best: 20, weeks: [{ team: null }] });
  });

  it('law: never less than the actual points, even with games called off or still to be played', () => {
    const season = recordedSeason(2024, 6).filter(({ week }) => week <= 6);
    const seed = fc.record({
      seed: fc.string({ maxLength: 4 }),
      states: fc.array(fc.constantFrom('post', 'post', 'post', 'off', 'pre'), {
        minLength: season.length,
        maxLength: season.length,
      }),
    });
    fc.assert(
      fc.property(seed, (given) => {
        const league = aLeagueSeason({ games: season, players: 3, seed: given.seed });
        const games = season.map((game, i): AnalysedGame => ({ ...game, state: given.states[i] ?? 'post' }));
        for (const { actual, best } of hindsightOf({ ...league, games }))
          expect(best).toBeGreaterThanOrEqual(actual);
      }),
      { numRuns: 40 },
    );
  });

  it('scores the cards as they are', () => {
    const league = aLeagueSeason({ games: recordedSeason(2024, 3), players: 2 });
    const byId = new Map(league.games.map((game) => [game.id, game]));
    for (const [i, { weeks }] of hindsightOf(league).entries()) {
      for (const { week, actual } of weeks) {
        const card = league.members[i]?.cards.find((one) => one.week === week);
        if (card === undefined) throw new Error('a week without a card');
        expect(actual).toBe(scoreCard(card, byId, RULES.classic, card.joker).points);
      }
    }
  });
});
