import type { Cause } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../live/changes.js';
import { aCard, aGame } from '../../../testing/slate.js';
import { pickSplits } from '../use-cards.js';
import { eventFeed, eventsOfHistory, lastScores } from '../use-events.js';

const event = (seq: number, changes: Partial<Cause> = {}): LiveEvent => ({
  seq,
  at: 'now',
  cause: { game: 'g1', kind: 'touchdown', ...changes },
  awayScore: 0,
  homeScore: 0,
});

describe('the event feed', () => {
  it('folds the log: only causes, each with the score after it', () => {
    const cause: Cause = { game: 'g1', kind: 'field-goal', team: 'CHI' };
    const events = eventsOfHistory({
      league: 'l',
      season: 2024,
      type: 'regular',
      week: 8,
      epoch: 'e1',
      seq: 4,
      games: [aGame()],
      events: [
        { seq: 1, at: 'a', games: [aGame({ awayScore: 3 })], cause },
        { seq: 2, at: 'b', games: [aGame({ awayScore: 3, clock: '8:00' })] },
        { seq: 3, at: 'c', games: [], cause: { ...cause, kind: 'correction' } },
        { seq: 4, at: 'd', games: [], cause: { game: 'unknown', kind: 'final' } },
      ],
    });
    expect(events.map(({ seq, awayScore }) => [seq, awayScore])).toEqual([
      [1, 3],
      [3, 3],
    ]);
  });

  it('joins log and live events, newest first, without duplicates', () => {
    const feed = eventFeed([event(1), event(3)], [event(3), event(4), event(5, { game: 'g2' })], 9);
    expect(feed.map(({ seq }) => seq)).toEqual([5, 4, 3, 1]);
  });

  it('prefers the log to guesses from conflated frames', () => {
    const feed = eventFeed(
      [event(2), event(3)],
      [event(3, { kind: 'score' }), event(2, { game: 'g2', kind: 'score' })],
      9,
    );
    expect(feed.map(({ cause }) => cause.kind)).toEqual(['touchdown', 'touchdown']);
  });

  it('contains nothing that the standings do not show yet', () => {
    expect(eventFeed([event(1), event(8)], [event(9)], 5).map(({ seq }) => seq)).toEqual([1]);
  });

  it('has each game’s last score; kickoffs and finals are no scores', () => {
    const feed = [
      event(5, { kind: 'final' }),
      event(4, { kind: 'safety' }),
      event(3),
      event(2, { game: 'g2', kind: 'kick-off' }),
    ];
    expect([...lastScores(feed)].map(([game, { seq }]) => [game, seq])).toEqual([['g1', 4]]);
  });
});

describe('the split of the league', () => {
  it('counts the picks of each game', () => {
    const splits = pickSplits([aCard({ a: 'home', b: 'away' }), aCard({ a: 'home' }), aCard({ a: 'away' })]);
    expect(splits.get('a')).toEqual({ home: 2, away: 1 });
    expect(splits.get('b')).toEqual({ home: 0, away: 1 });
    expect(splits.get('c')).toBeUndefined();
  });
});
