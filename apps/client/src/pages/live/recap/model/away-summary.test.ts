import type { Cause, Game } from '@sunday-live/contract';
import { RULES, type Side, toRows, weekStandings } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedCard } from '../../../../http/queries.js';
import type { LiveState } from '../../../../live/apply-frame.js';
import type { LiveEvent } from '../../../../live/changes.js';
import { aCountedCard, aGame, aPlayer, aState, rows } from '../../../../testing/slate.js';
import { fewLines, type RecapInput, type RecapMoves, recapSummary } from './away-summary.js';

const PLAYERS = 5;
const GAMES = ['a', 'b', 'c'] as const;
const KINDS = ['touchdown', 'field-goal', 'correction', 'final', 'kick-off'] as const;

interface Week {
  readonly cards: readonly CountedCard[];
  readonly events: readonly LiveEvent[];
}

const side = fc.constantFrom<Side>('away', 'home');
const event = fc.record({
  game: fc.constantFrom(...GAMES),
  kind: fc.constantFrom(...KINDS),
  awayScore: fc.nat(30),
  homeScore: fc.nat(30),
});
const card = fc
  .record({ a: side, b: side, c: side, banker: fc.constantFrom(...GAMES), joker: fc.boolean() })
  .map(({ banker, joker, ...picks }) => aCountedCard(picks, { banker, joker }));
const week: fc.Arbitrary<Week> = fc
  .record({
    cards: fc.array(card, { minLength: PLAYERS, maxLength: PLAYERS }),
    events: fc.array(event, { minLength: 1, maxLength: 14 }),
  })
  .map(({ cards, events }) => ({
    cards,
    events: events.map(({ game, kind, awayScore, homeScore }, i) =>
      anEvent(i + 1, { game, kind }, awayScore, homeScore),
    ),
  }));

function anEvent(seq: number, cause: Cause, awayScore: number, homeScore: number): LiveEvent {
  return { seq, at: '2024-10-27T18:00:00Z', cause, awayScore, homeScore };
}

/** Returns the page's state after the first `seq` events, computed from scratch. */
function stateAt({ cards, events }: Week, seq: number): LiveState {
  const games = new Map<string, Game>(GAMES.map((id) => [id, aGame({ id })]));
  for (const { cause, awayScore, homeScore } of events.slice(0, seq)) {
    const state = cause.kind === 'final' ? 'post' : 'in';
    games.set(cause.game, aGame({ id: cause.game, awayScore, homeScore, state }));
  }
  const entrants = cards.map((one, n) => ({
    n,
    name: `Player ${n}`,
    cards: [{ week: 8, ...one }],
  }));
  const table = toRows(weekStandings(entrants, [...games.values()], RULES.classic, 8));
  return aState({
    seq,
    games: [...games.values()],
    players: cards.map((_, n) => aPlayer(n)),
    scopes: { day: table, week: table, season: table },
  });
}

function inputOf(all: Week, from: number, to: number, changes: Partial<RecapInput> = {}): RecapInput {
  return {
    from: stateAt(all, from),
    to: stateAt(all, to),
    scope: 'week',
    day: new Set(GAMES),
    cards: new Map(all.cards.map((one, n) => [`p${n}`, one])),
    bases: null,
    rules: 'classic',
    me: 0,
    events: all.events,
    ...changes,
  };
}

function movesOf(input: RecapInput): RecapMoves {
  const summary = recapSummary(input);
  if (summary?.kind !== 'moves') throw new Error(`no moves but ${summary?.kind}`);
  return summary;
}

describe('a recap', () => {
  it('P63 adds up: its lines explain points and places, and places won minus places lost are the difference', () => {
    let told = 0;
    fc.assert(
      fc.property(week, fc.nat(14), fc.nat(14), (all, one, other) => {
        const [from, to] = [Math.min(one, other), Math.min(Math.max(one, other), all.events.length)];
        const input = inputOf(all, Math.min(from, to), to);
        const summary = recapSummary(input);
        const table = (state: LiveState) => JSON.stringify([...state.scopes.week.values()].sort());
        if (summary === null) return table(input.from) === table(input.to);
        if (summary.kind !== 'moves' || !summary.own) return false;
        told += 1;
        const { before, after } = summary.own;
        const stories = summary.lines.flatMap(({ story }) => story?.own ?? []);
        const total = (of: (story: (typeof stories)[number]) => number) =>
          stories.reduce((sum, story) => sum + of(story), 0);
        expect([before.rank, before.points]).toEqual(input.from.scopes.week.get(0)?.slice(1));
        expect([after.rank, after.points]).toEqual(input.to.scopes.week.get(0)?.slice(1));
        expect(summary.rest).toEqual({ points: 0, places: 0 });
        expect(total(({ points }) => points)).toBe(after.points - before.points);
        expect(summary.won - summary.lost).toBe(before.rank - after.rank);
        expect(summary.won + summary.lost).toBe(total((s) => Math.abs(s.before - s.after)));
        const seqs = summary.lines.map((line) => line.event.seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
        expect(seqs.every((seq) => seq > input.from.seq && seq <= input.to.seq)).toBe(true);
        const { shown, more } = fewLines(summary, 3);
        expect(shown.length + more).toBe(summary.lines.length);
        return true;
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(100);
  });

  it('names the new leader, and how often the lead changed', () => {
    const cards = [aCountedCard({ a: 'away' }), aCountedCard({ a: 'home' }), aCountedCard({ b: 'home' })];
    const events = [
      anEvent(1, { game: 'a', kind: 'touchdown' }, 7, 0),
      anEvent(2, { game: 'a', kind: 'touchdown' }, 7, 8),
      anEvent(3, { game: 'b', kind: 'touchdown' }, 0, 14),
      anEvent(4, { game: 'b', kind: 'kick-off' }, 0, 14),
    ];
    const summary = movesOf(inputOf({ cards, events }, 1, 4));
    expect(summary).toMatchObject({ leaders: [2], leadChanges: 2, won: 0, lost: 2 });
    expect(summary.lines.map(({ event: { seq } }) => seq)).toEqual([3, 2]);
    expect(fewLines(summary, 1)).toMatchObject({ shown: [{ event: { seq: 3 } }], more: 1 });
  });

  it('is null when the standings are unchanged, whatever was played', () => {
    const all = {
      cards: [aCountedCard({}), aCountedCard({})],
      events: [anEvent(1, { game: 'a', kind: 'touchdown' }, 7, 0)],
    };
    expect(recapSummary(inputOf(all, 0, 1))).toBeNull();
  });

  it('has the known part where the week cannot be replayed', () => {
    const cards = [aCountedCard({ a: 'away' }), aCountedCard({ a: 'home' })];
    const all = { cards, events: [anEvent(1, { game: 'a', kind: 'touchdown' }, 0, 7)] };
    const unplayed = [inputOf(all, 0, 1, { events: [] }), inputOf(all, 0, 1, { cards: new Map() })];
    for (const input of unplayed) {
      const summary = movesOf(input);
      expect(summary).toMatchObject({ rest: null, won: 0, lost: 1, leaders: [1] });
      expect(summary.own).toEqual({
        before: { rank: 1, shared: true, points: 0 },
        after: { rank: 2, shared: false, points: 0 },
      });
    }
  });

  it('P63 has a rest for what no event explains', () => {
    const cards = [aCountedCard({ a: 'away' }), aCountedCard({ a: 'home' })];
    const all = { cards, events: [anEvent(1, { game: 'a', kind: 'touchdown' }, 7, 0)] };
    const input = inputOf(all, 0, 1);
    const table = new Map(rows([-12, 0]).map((row) => [row[0], row]));
    const from = { ...input.from, scopes: { ...input.from.scopes, week: table } };
    const summary = movesOf({ ...input, from });
    expect(summary.rest).toEqual({ points: 12, places: 1 });
  });

  it('is one sentence across histories, weeks and, for the day’s standings, days', () => {
    const all = { cards: [], events: [] };
    const input = inputOf(all, 0, 0);
    const { to } = input;
    const later = aGame({ id: 'late', kickoff: '2024-10-29T00:15:00Z', state: 'in' });
    const games = new Map([...to.games, ['late', later] as const]);
    const kindOf = (changes: Partial<RecapInput>) => recapSummary({ ...input, ...changes })?.kind;
    expect(kindOf({ to: { ...to, epoch: 'e2' } })).toBe('history');
    expect(kindOf({ to: { ...to, slate: { ...to.slate, week: 9 } } })).toBe('week');
    expect(kindOf({ to: { ...to, games }, scope: 'day' })).toBe('day');
    expect(kindOf({ to: { ...to, games } })).toBeUndefined();
  });
});
