import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CardCheck,
  type CardPicks,
  type GameState,
  gamesByWeek,
  lockedGames,
  type ScheduledGame,
  usedBankers,
  usedJokers,
  validateCard,
  withLockedPicks,
} from './index.js';
import { card as anyCard, gameId, SLOW_MACHINE_MS, side } from './testing/arbitraries.js';

const game = (id: string, away: string, home: string, state: GameState['state'] = 'pre'): ScheduledGame => ({
  id,
  week: 8,
  kickoff: '2024-10-27T17:00:00Z',
  away,
  home,
  awayScore: 0,
  homeScore: 0,
  state,
});

const games = [game('thu', 'MIN', 'LAR'), game('sun', 'PHI', 'CIN'), game('mon', 'NYG', 'PIT')];
const good: CardPicks = { picks: { thu: 'home', sun: 'away', mon: 'away' }, banker: 'sun', joker: false };

function problems(card: Partial<CardPicks>, change: Partial<CardCheck> = {}) {
  return validateCard({
    type: 'regular',
    card: { ...good, ...card },
    games,
    locked: new Set(),
    stored: null,
    usedBankers: [],
    usedJokers: 0,
    jokersPerSeason: 3,
    ...change,
  }).map(({ message, ...problem }) => {
    expect(message).toMatch(/^[A-Z].*\.$/);
    return problem;
  });
}

const codes = (...args: Parameters<typeof problems>) => problems(...args).map((problem) => problem.code);

describe('S16 picks', () => {
  it('a whole card has no problems', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ joker: true })).toEqual([]);
  });

  it('must be in games of the week', () => {
    expect(problems({ picks: { ...good.picks, x: 'home' } })).toEqual([{ code: 'unknown-game', game: 'x' }]);
  });

  it('must be in every game that is not called off', () => {
    expect(problems({ picks: { sun: 'away' } })).toEqual([
      { code: 'missing-pick', game: 'thu' },
      { code: 'missing-pick', game: 'mon' },
    ]);
    const off = [game('thu', 'MIN', 'LAR', 'off'), ...games.slice(1)];
    expect(problems({ picks: { sun: 'away', mon: 'home' } }, { games: off })).toEqual([]);
    expect(problems({}, { games: off })).toEqual([]);
  });

  it('are read from the card’s own properties, not from inherited ones', () => {
    const odd = [...games, game('toString', 'A', 'B')];
    expect(problems({}, { games: odd })).toEqual([{ code: 'missing-pick', game: 'toString' }]);
  });
});

describe('S17 locked games', () => {
  const locked = new Set(['thu']);

  it('keep their stored pick, whether it is sent or left out', () => {
    expect(problems({}, { locked, stored: good })).toEqual([]);
    expect(problems({ picks: { sun: 'away', mon: 'away' } }, { locked, stored: good })).toEqual([]);
  });

  it('can’t be changed', () => {
    const changed = { picks: { ...good.picks, thu: 'away' as const } };
    expect(problems(changed, { locked, stored: good })).toEqual([{ code: 'game-locked', game: 'thu' }]);
  });

  it('stay without a pick if they had none', () => {
    const none = { ...good, picks: { sun: 'away', mon: 'away' } } as const;
    expect(problems(none, { locked, stored: none })).toEqual([]);
    expect(problems(none, { locked, stored: null })).toEqual([]);
    expect(problems({}, { locked, stored: none })).toEqual([{ code: 'game-locked', game: 'thu' }]);
    expect(problems({}, { locked, stored: null })).toEqual([{ code: 'game-locked', game: 'thu' }]);
  });

  it('are those after kickoff, or after the deadline, or that have started', () => {
    const kickoff = Date.parse('2024-10-27T17:00:00Z');
    const slate = [
      { ...game('now', 'A', 'B'), kickoff: '2024-10-27T17:00:00Z' },
      { ...game('later', 'C', 'D'), kickoff: '2024-10-27T17:00:01Z' },
      { ...game('early', 'E', 'F', 'in'), kickoff: '2024-10-27T18:00:00Z' },
      { ...game('over', 'G', 'H', 'post'), kickoff: '2024-10-27T18:00:00Z' },
    ];
    expect([...lockedGames(slate, 'kickoff', 0, kickoff)]).toEqual(['now', 'early', 'over']);
    expect([...lockedGames(slate, 'week', kickoff + 1, kickoff)]).toEqual(['early', 'over']);
    expect([...lockedGames(slate, 'week', kickoff, kickoff)]).toEqual(['now', 'later', 'early', 'over']);
  });

  it('the stored card has the stored picks of locked games and the new ones of the others', () => {
    const stored: CardPicks = { picks: { thu: 'home', sun: 'home' }, banker: null, joker: false };
    const card: CardPicks = { picks: { thu: 'away', sun: 'away', mon: 'away' }, banker: 'sun', joker: true };
    expect(withLockedPicks(card, stored, new Set(['thu', 'mon']))).toEqual({
      picks: { thu: 'home', sun: 'away' },
      banker: 'sun',
      joker: true,
    });
    expect(withLockedPicks(card, null, new Set(['thu'])).picks).toEqual({ sun: 'away', mon: 'away' });
    expect(withLockedPicks(card, stored, new Set())).toEqual(card);
  });

  it('an accepted card never loses or changes a locked pick', { timeout: SLOW_MACHINE_MS }, () => {
    const ids = [0, 1, 2, 3].map((index) => gameId(1, index));
    const slate = ids.map((id, index) => game(id, `A${index}`, `H${index}`));
    const season = { type: 'regular' as const, usedBankers: [], usedJokers: 0, jokersPerSeason: 3 };
    const sides = fc.record(Object.fromEntries(ids.map((id) => [id, side])), { noNullPrototype: true });
    const whole = fc.record({
      picks: sides,
      banker: fc.option(fc.constantFrom(...ids)),
      joker: fc.boolean(),
    });
    let accepted = 0;
    fc.assert(
      fc.property(
        whole,
        fc.option(fc.oneof(whole, anyCard(1))),
        fc.subarray(ids),
        fc.boolean(),
        (sent, stored, lockedIds, keep) => {
          const locked = new Set(lockedIds);
          const card = keep && stored ? { ...sent, picks: { ...sent.picks, ...stored.picks } } : sent;
          if (validateCard({ card, games: slate, locked, stored, ...season }).length > 0) return;
          accepted += 1;
          const after = withLockedPicks(card, stored, locked);
          for (const id of ids) expect(after.picks[id]).toBe((locked.has(id) ? stored : card)?.picks[id]);
          const wasLocked = stored?.banker != null && locked.has(stored.banker);
          if (wasLocked) expect([after.banker, after.joker]).toEqual([stored.banker, stored.joker]);
          else if (after.banker !== null) expect(locked.has(after.banker)).toBe(false);
        },
      ),
      { numRuns: 500, seed: 8 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

describe('S18 the banker', () => {
  it('is asked for', () => {
    expect(problems({ banker: null })).toEqual([{ code: 'banker-missing' }]);
  });

  it('is not required when no open game offers an unused road team', () => {
    const usedBankers = ['MIN', 'PHI', 'NYG'].map((team, i) => ({ team, week: i + 1 }));
    expect(problems({ banker: null }, { usedBankers })).toEqual([]);
    expect(problems({ banker: null }, { usedBankers: usedBankers.slice(1) })).toEqual([
      { code: 'banker-missing' },
    ]);
    const only = [game('thu', 'MIN', 'LAR', 'off'), game('sun', 'PHI', 'CIN')];
    const picks = { sun: 'away' } as const;
    const stored = { ...good, picks, banker: null };
    expect(problems({ banker: null, picks }, { games: only, locked: new Set(['sun']), stored })).toEqual([]);
  });

  it('must be in a game of the week', () => {
    expect(problems({ banker: 'x' })).toEqual([{ code: 'unknown-game', game: 'x' }]);
    const picks = { ...good.picks, x: 'away' } as const;
    expect(problems({ picks, banker: 'x' })).toEqual([{ code: 'unknown-game', game: 'x' }]);
  });

  it('must be a road team that the card picks', () => {
    expect(problems({ banker: 'thu' })).toEqual([{ code: 'banker-not-road-team', game: 'thu', team: 'MIN' }]);
    expect(problems({ picks: { thu: 'home', mon: 'away' } })).toEqual([
      { code: 'missing-pick', game: 'sun' },
      { code: 'banker-not-picked', game: 'sun', team: 'PHI' },
    ]);
  });

  it('S26 must be chosen again when home and away were exchanged before the lock', () => {
    const stored: CardPicks = { ...good, banker: 'thu' };
    const again = [{ code: 'banker-not-road-team', game: 'thu', team: 'MIN' }];
    expect(problems({ banker: 'thu' }, { stored })).toEqual(again);
    expect(problems({ banker: 'thu' }, { stored, locked: new Set(['thu']) })).toEqual([]);
  });

  it('may use a team once a season, and the problem names the week', () => {
    expect(problems({}, { usedBankers: [{ team: 'PHI', week: 3 }] })).toEqual([
      { code: 'banker-team-used', game: 'sun', team: 'PHI', week: 3 },
    ]);
    expect(problems({}, { usedBankers: [{ team: 'CIN', week: 3 }] })).toEqual([]);
  });

  it('can’t be put on a game that was called off, but may stay there', () => {
    const off = [games[0] as GameState, game('sun', 'PHI', 'CIN', 'off'), games[2] as GameState];
    expect(problems({}, { games: off })).toEqual([{ code: 'banker-missing', game: 'sun', team: 'PHI' }]);
    expect(problems({}, { games: off, stored: good })).toEqual([]);
    expect(problems({ banker: 'mon' }, { games: off, stored: good })).toEqual([]);
  });

  it('on a locked game stays, whatever else is wrong with its team', () => {
    const locked = new Set(['sun']);
    expect(problems({}, { locked, stored: good, usedBankers: [{ team: 'PHI', week: 1 }] })).toEqual([]);
    expect(problems({ banker: 'mon' }, { locked, stored: good })).toEqual([
      { code: 'game-locked', game: 'sun' },
    ]);
    expect(problems({ banker: null }, { locked, stored: good })).toEqual([
      { code: 'game-locked', game: 'sun' },
    ]);
  });

  it('can’t be put on a locked game', () => {
    const stored = { ...good, banker: 'mon' };
    expect(problems({}, { locked: new Set(['sun']), stored })).toEqual([
      { code: 'game-locked', game: 'sun' },
    ]);
    expect(codes({}, { locked: new Set(['sun', 'mon']), stored })).toEqual(['game-locked', 'game-locked']);
    expect(codes({}, { locked: new Set(['sun']), stored: { ...good, banker: null } })).toEqual([
      'game-locked',
    ]);
  });

  it('is free again when its game has left the week', () => {
    const stored = { ...good, banker: 'gone' };
    expect(problems({}, { locked: new Set(['gone']), stored })).toEqual([]);
  });

  it('a team on cards of two weeks belongs to the earlier one: only the later must choose again', () => {
    const lies = { stored: good };
    expect(problems({}, { ...lies, usedBankers: [{ team: 'PHI', week: 9 }] })).toEqual([]);
    expect(problems({}, { ...lies, usedBankers: [{ team: 'PHI', week: 3 }] })).toMatchObject([
      { code: 'banker-team-used', week: 3 },
    ]);
    // putting the banker there now takes it from no later week
    const moved = { ...good, banker: 'mon' };
    expect(problems({}, { stored: moved, usedBankers: [{ team: 'PHI', week: 9 }] })).toMatchObject([
      { code: 'banker-team-used', week: 9 },
    ]);
    const card = (week: number, banker: string) => ({ week, picks: {}, banker, joker: false });
    const season = gamesByWeek([
      { ...game('a', 'KC', 'LV'), week: 8 },
      { ...game('b', 'KC', 'DEN'), week: 9 },
    ]);
    expect(usedBankers([card(9, 'b'), card(8, 'a')], season)).toEqual([{ team: 'KC', week: 8 }]);
  });

  it('teams of games that were called off, of unknown games and of this week are not used', () => {
    const card = (week: number, banker: string | null) => ({ week, picks: {}, banker, joker: false });
    const season = gamesByWeek([
      { ...game('a', 'MIN', 'LAR', 'post'), week: 1 },
      { ...game('b', 'PHI', 'CIN', 'off'), week: 2 },
      { ...game('c', 'NYG', 'PIT'), week: 3 },
      { ...game('d', 'BUF', 'SEA'), week: 9 },
    ]);
    const cards = [card(1, 'a'), card(2, 'b'), card(3, 'c'), card(4, 'x'), card(5, null), card(9, 'd')];
    expect(usedBankers(cards, season, 3)).toEqual([
      { team: 'MIN', week: 1 },
      { team: 'BUF', week: 9 },
    ]);
  });
});

describe('S19 the joker', () => {
  it('is refused when the season’s jokers are used', () => {
    expect(problems({ joker: true }, { usedJokers: 2 })).toEqual([]);
    expect(problems({ joker: true }, { usedJokers: 3 })).toEqual([{ code: 'joker-exhausted' }]);
    expect(problems({ joker: false }, { usedJokers: 3 })).toEqual([]);
  });

  it('is refused in a part of the season without jokers', () => {
    expect(problems({ joker: true }, { jokersPerSeason: 0 })).toEqual([{ code: 'joker-exhausted' }]);
    expect(problems({ joker: false }, { jokersPerSeason: 0 })).toEqual([]);
  });

  it('locks with the banker', () => {
    const locked = new Set(['sun']);
    const stored = { ...good, joker: true };
    expect(problems({ joker: true }, { locked, stored: good })).toEqual([
      { code: 'game-locked', game: 'sun' },
    ]);
    expect(problems({ joker: false }, { locked, stored })).toEqual([{ code: 'game-locked', game: 'sun' }]);
    expect(problems({ joker: true }, { locked, stored, usedJokers: 3 })).toEqual([]);
    expect(problems({ joker: true }, { locked: new Set(['thu']), stored: good })).toEqual([]);
  });

  it('is counted over the other weeks', () => {
    const card = (week: number, joker: boolean) => ({ week, picks: {}, banker: null, joker });
    expect(usedJokers([card(1, true), card(2, false), card(3, true), card(4, true)], 3)).toBe(2);
  });
});
