import { MAX_WEEK_GAMES } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { situationPace } from './game-change.js';
import type { GameObservation } from './observation.js';
import { planChanges } from './slate-plan.js';
import type { StoredGame } from './stored-game.js';
import { type GameOfWeek, MeetingIndex, WeekRoom } from './week-room.js';

const START = Date.parse('2024-10-27T17:00:00Z');
const INTERVAL_MS = 60_000;
const STATES = ['pre', 'in', 'post'] as const;

/** A slate in memory with the rows of the database. */
class Slate {
  readonly games = new Map<string, StoredGame>();
  now = new Date(START);

  take(seen: readonly GameObservation[]) {
    const pace = situationPace(this.games.values(), this.now, INTERVAL_MS);
    const meetings = new MeetingIndex(this.games.values());
    const room = new WeekRoom(this.known());
    const plan = planChanges(seen, { games: this.games, causes: new Map(), meetings, room }, pace);
    for (const row of plan.rows) this.games.set(row.id, row);
    return plan;
  }

  /** The games of each week, as the database knows them. */
  known(): GameOfWeek[] {
    return [...this.games.values()].map(({ id, week }) => ({ season: 2024, seasonType: 2, week, game: id }));
  }
}

function game(id: number, change: Partial<GameObservation> = {}): GameObservation {
  return {
    id: `g${id}`,
    season: 2024,
    seasonType: 2,
    week: 8,
    kickoff: new Date(START).toISOString(),
    timeValid: true,
    away: `A${id}`,
    home: `H${id}`,
    awayScore: 0,
    homeScore: 0,
    state: 'in',
    detail: '',
    period: 1,
    clock: '15:00',
    possession: null,
    redZone: false,
    lastPlay: null,
    facts: {},
    ...change,
  };
}

const observation = fc
  .record({
    id: fc.nat(3),
    awayScore: fc.nat(40),
    homeScore: fc.nat(40),
    state: fc.constantFrom(...STATES),
    period: fc.nat(4),
    clock: fc.constantFrom('9:00', '8:12'),
  })
  .map(({ id, ...change }) => game(id, change));
const answers = fc.array(fc.uniqueArray(observation, { selector: ({ id }) => id, maxLength: 4 }), {
  maxLength: 12,
});

describe('the changes by an answer', () => {
  it('law: the same answer again changes nothing', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const slate = new Slate();
        for (const seen of list) {
          slate.take(seen);
          const again = slate.take(seen);
          expect([again.rows, again.events]).toEqual([[], []]);
        }
      }),
    );
  });

  it('law: every event shows a game one rev after the one before, and the last of them is what is stored', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const slate = new Slate();
        const revs = new Map<string, number>();
        for (const seen of list) {
          slate.now = new Date(slate.now.getTime() + INTERVAL_MS / 3);
          for (const { body } of slate.take(seen).events) {
            for (const { id, rev } of body.games) {
              expect(rev).toBe((revs.get(id) ?? 0) + 1);
              revs.set(id, rev);
            }
          }
        }
        expect(revs).toEqual(new Map([...slate.games].map(([id, { rev }]) => [id, rev])));
      }),
    );
  });

  it('quarantines a second id for two teams, also when both are in one answer, but not after the first was called off', () => {
    const repeated = game(9, { away: 'A1', home: 'H1' });
    expect(new Slate().take([game(1), repeated]).quarantined).toMatchObject([{ seen: { id: 'g9' } }]);
    const slate = new Slate();
    slate.take([game(1, { state: 'pre' })]);
    const plan = slate.take([game(1, { state: 'off' }), repeated]);
    expect([plan.quarantined, plan.rows.map(({ id }) => id)]).toEqual([[], ['g1', 'g9']]);
  });
});

describe('F15 a week has at most as many games as a card may have picks', () => {
  const full = (): Slate => {
    const slate = new Slate();
    slate.take(Array.from({ length: MAX_WEEK_GAMES }, (_, id) => game(id, { state: 'pre' })));
    expect(slate.games.size).toBe(MAX_WEEK_GAMES);
    return slate;
  };

  it('quarantines a new game and one from another week that would exceed the limit', () => {
    const slate = full();
    slate.take([game(100, { week: 9, state: 'pre' })]);
    const plan = slate.take([
      game(200, { state: 'pre' }),
      game(100, { state: 'pre' }),
      game(0, { awayScore: 7 }),
    ]);
    expect(plan.quarantined.map(({ seen, reason }) => [seen.id, reason])).toEqual([
      ['g200', expect.stringContaining('week-full')],
      ['g100', expect.stringContaining('week-full')],
    ]);
    expect(slate.games.get('g100')?.week).toBe(9);
    expect(slate.games.get('g0')?.away_score).toBe(7);
  });

  it('accepts it once another game has left the week', () => {
    const slate = full();
    slate.take([game(0, { state: 'pre', week: 9 })]);
    expect(slate.take([game(200, { state: 'pre' })]).quarantined).toEqual([]);
  });
});

describe('two ids of one meeting', () => {
  const meeting = (id: string, change: Partial<GameObservation> = {}) => ({
    ...game(1, { state: 'pre', ...change }),
    id,
  });

  it.each([[['old', 'new']], [['new', 'old']]])(
    'F15 never take place both when the old one returns: %j',
    (order) => {
      const slate = new Slate();
      slate.take([meeting('old')]);
      slate.take([meeting('old', { state: 'off' }), meeting('new')]);
      expect(slate.games.get('new')?.state).toBe('pre');
      const { quarantined } = slate.take(order.map((id) => meeting(id)));
      expect(quarantined).toMatchObject([{ seen: { id: 'old' }, reason: expect.stringMatching(/^new-id/) }]);
      expect(slate.games.get('old')?.state).toBe('off');
    },
  );

  it.each([
    ['in another week', { week: 9 }, /^replaced/],
    ['with home and away exchanged', { away: 'H1', home: 'A1' }, /^new-id/],
  ])('F15 nor when the replacement is %s', (_, change, reason) => {
    const slate = new Slate();
    slate.take([meeting('old')]);
    slate.take([meeting('old', { state: 'off' }), meeting('new', change)]);
    expect(slate.games.get('new')?.state).toBe('pre');
    const { quarantined } = slate.take([meeting('old'), meeting('new', change)]);
    expect(quarantined).toMatchObject([{ seen: { id: 'old' }, reason: expect.stringMatching(reason) }]);
    // the return match of the same season is another game
    expect(slate.take([meeting('rematch', { week: 12, away: 'H1', home: 'A1' })]).quarantined).toEqual([]);
  });

  it('F15 a second id is quarantined when it has home and away exchanged', () => {
    expect(
      new Slate().take([meeting('one'), meeting('two', { away: 'H1', home: 'A1' })]).quarantined,
    ).toHaveLength(1);
  });

  it('F15 nor when one moves into the week of the other', () => {
    const slate = new Slate();
    slate.take([meeting('one'), meeting('two', { week: 9 })]);
    expect(slate.take([meeting('two')]).quarantined).toHaveLength(1);
  });
});

describe('a game that is called off without a date', () => {
  it('keeps the known kickoff; a new game without a date is quarantined', () => {
    const slate = new Slate();
    slate.take([game(1, { state: 'pre' })]);
    const kickoff = slate.games.get('g1')?.kickoff;
    const off = { state: 'off', kickoff: '', dateless: true } as const;
    const { quarantined } = slate.take([game(1, off), game(2, off)]);
    expect(quarantined).toMatchObject([{ seen: { id: 'g2' } }]);
    expect(slate.games.get('g1')).toMatchObject({ state: 'off', kickoff });
  });
});

describe('the previous week in an event of a game that moves', () => {
  it.each([
    ['week', { week: 9 }],
    ['season', { season: 2023 }],
    ['type of season', { seasonType: 3 }],
  ])('is where it was before, when it changes its %s', (_what, change) => {
    const slate = new Slate();
    slate.take([game(1, { state: 'pre' })]);
    const [event] = slate.take([game(1, { state: 'pre', ...change })]).events;
    expect(event?.body.moved).toEqual([{ id: 'g1', season: 2024, seasonType: 2, week: 8 }]);
    const [again] = slate.take([game(1, { ...change, awayScore: 3 })]).events;
    expect(again?.body.moved).toBeUndefined();
  });

  it.each(['in', 'post'] as const)(
    'R17 nothing, of one that is %s: its score is believed, its place is not',
    (state) => {
      const slate = new Slate();
      slate.take([game(1, { state })]);
      for (const change of [{ week: 9 }, { season: 2023 }, { seasonType: 3 }]) {
        const plan = slate.take([game(1, { state, awayScore: 30, ...change })]);
        expect(plan.quarantined).toMatchObject([
          { seen: change, reason: expect.stringMatching(/^moved-after-start/) },
        ]);
        expect(slate.games.get('g1')).toMatchObject({
          season: 2024,
          season_type: 2,
          week: 8,
          away_score: 30,
        });
      }
    },
  );
});
