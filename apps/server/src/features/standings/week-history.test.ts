import type { Game } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownCard } from '../calendar/game-locks.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { weekHistory } from './week-history.js';

function game(id: string, rev: number): Game {
  return {
    id,
    season: 2024,
    week: 8,
    kickoff: '2024-10-27T17:00:00.000Z',
    away: 'GB',
    home: 'JAX',
    awayScore: rev,
    homeScore: 0,
    state: 'in',
    detail: '',
    period: 1,
    clock: '',
    leader: null,
    rev,
  };
}

function event(seq: number, games: Game[], before: Game[]): SlateEvent {
  const body = { kind: 'games' as const, seasonType: 2, games, before };
  return { epoch: 'e', seq, at: '2024-10-27T17:00:00.000Z', season: 2024, week: 8, body };
}

describe('the history of a week', () => {
  it('S26 shows a game whose sides were exchanged with its current sides, like its picks', () => {
    const then: Game = { ...game('a', 7), leader: 'away', possession: 'home' };
    const now: Game = {
      ...game('a', 8),
      away: 'JAX',
      home: 'GB',
      awayScore: 0,
      homeScore: 7,
      leader: 'home',
    };
    const turned = {
      away: 'JAX',
      home: 'GB',
      awayScore: 0,
      homeScore: 7,
      leader: 'home',
      possession: 'away',
    };
    const { games, events } = weekHistory([now], [event(1, [then], [game('a', 1)]), event(2, [now], [then])]);
    expect(games).toMatchObject([{ away: 'JAX', home: 'GB', homeScore: 1 }]);
    expect(events.map((each) => each.games)).toMatchObject([[turned], [now]]);
  });

  it('unwinds to the start of the log, and folds to now', () => {
    const ids = ['a', 'b', 'c', 'new'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ids), { maxLength: 30 }), (moves) => {
        const start = new Map(['a', 'b', 'c'].map((id) => [id, game(id, 1)]));
        const now = new Map(start);
        const events = moves.map((id, i) => {
          const before = now.get(id);
          const after = game(id, (before?.rev ?? 0) + 1);
          now.set(id, after);
          return event(i + 1, [after], before === undefined ? [] : [before]);
        });
        const history = weekHistory([...now.values()], events);
        expect(new Map(history.games.map((one) => [one.id, one]))).toEqual(start);
        const folded = new Map(history.games.map((one) => [one.id, one]));
        for (const { games } of history.events) for (const one of games) folded.set(one.id, one);
        expect(folded).toEqual(now);
      }),
    );
  });

  it('skips events that are not about games', () => {
    const lock: SlateEvent = { ...event(1, [], []), body: { kind: 'lock', games: ['a'] } };
    expect(weekHistory([game('a', 1)], [lock])).toEqual({ games: [game('a', 1)], events: [] });
  });
});

describe('the visible part of a card', () => {
  const card = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: true } as const;
  it.each([
    ['nothing', [], { picks: {}, banker: null, joker: false }],
    [
      'neither banker nor joker without the banker’s game',
      ['b'],
      { picks: { b: 'home' }, banker: null, joker: false },
    ],
    ['both with it', ['a'], { picks: { a: 'away' }, banker: 'a', joker: true }],
  ])('is %s', (_what, shown, seen) => {
    expect(shownCard(card, new Set(shown))).toEqual(seen);
  });
});
