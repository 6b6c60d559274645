import type { Game, StandingsRow } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import {
  historyUpTo,
  leadWords,
  momentWords,
  raceTicks,
  shownHistory,
  ticksUpTo,
} from '../../../game/moments.js';
import { aCountedCard, aGame, aHistory, aHistoryEvent } from '../../../testing/slate.js';
import { neighbour, positionOf, raceOf, shownRows, type WeekOfLeague, weekReplay } from './week-replay.js';

const player = (id: string, rank: number, points = 0): StandingsRow => ({
  n: 40 + rank,
  id,
  name: id.toUpperCase(),
  team: null,
  rank,
  shared: false,
  points,
  right: 0,
  played: 1,
  bankerAverage: null,
  jokers: 0,
});

const chi = (awayScore: number, homeScore: number, state: Game['state'] = 'in') =>
  aGame({ awayScore, homeScore, state });

const history = aHistory([
  aHistoryEvent(11, '2024-10-27T17:00:00Z', chi(0, 0), 'kick-off'),
  aHistoryEvent(14, '2024-10-27T17:20:00Z', chi(7, 0), 'touchdown'),
  aHistoryEvent(15, '2024-10-27T17:21:00Z', chi(7, 0)),
  aHistoryEvent(20, '2024-10-27T20:00:00Z', chi(7, 10), 'field-goal'),
  aHistoryEvent(31, '2024-10-27T20:10:00Z', chi(7, 10, 'post'), 'final'),
]);

const week: WeekOfLeague = {
  history,
  rows: [player('ben', 1, 10), player('ana', 2)],
  cards: [
    { player: 'ana', ...aCountedCard({ g1: 'away' }) },
    { player: 'ben', ...aCountedCard({ g1: 'home' }) },
  ],
  rules: 'classic',
};

describe('the replay of a week', () => {
  it('has the standings and the games of every position', () => {
    const replay = weekReplay(week, 'ana');
    expect(replay.fold.length).toBe(5);
    const points = [0, 1, 2, 3, 4, 5].map((position) => {
      replay.fold.seek(position);
      return shownRows(replay, 9, 1).rows;
    });
    expect(points[0]?.map(([, rank]) => rank)).toEqual([1, 1]);
    expect(points[2]).toEqual([
      [1, 1, 7],
      [0, 2, 0],
    ]);
    expect(points[5]).toEqual([
      [0, 1, 10],
      [1, 2, 0],
    ]);
  });

  it('drops a game that has left the week, and has it again at earlier positions', () => {
    const left = { ...chi(7, 0), week: 9 };
    const events = [...history.events.slice(0, 2), aHistoryEvent(15, '2024-10-27T17:21:00Z', left)];
    const { fold } = weekReplay({ ...week, history: aHistory(events) }, 'ana');
    fold.seek(3);
    expect(fold.games()).toEqual([]);
    expect(fold.engine.pointsOf('week', 1)).toBe(0);
    fold.seek(2);
    expect(fold.games()).toHaveLength(1);
    expect(fold.engine.pointsOf('week', 1)).toBe(7);
  });

  it('knows its scores and lead changes', () => {
    const replay = weekReplay(week, 'ana');
    const { scores, own } = replay;
    const race = raceOf(replay);
    expect(scores).toEqual([2, 4]);
    expect(race.leads).toEqual([
      { position: 0, leaders: [0, 1] },
      { position: 2, leaders: [1] },
      { position: 4, leaders: [0] },
    ]);
    expect([own, race.watched]).toEqual([1, [0, 1]]);
  });

  it('shows the best rows and those around the viewer, each once', () => {
    const rows = Array.from({ length: 9 }, (_, i) => player(`p${i}`, i + 1));
    const replay = weekReplay({ ...week, rows, cards: [] }, 'p7');
    expect(shownRows(replay, 2, 1).rows.map(([n]) => n)).toEqual([0, 1, 6, 7, 8]);
    // all nine are level, beyond the last row that is shown too
    expect([...shownRows(replay, 2, 1).shared]).toEqual([1]);
    expect(shownRows(weekReplay({ ...week, rows }, 'stranger'), 2, 1).rows).toHaveLength(2);
    expect(raceOf(replay).watched).toEqual([0, 1, 2, 6, 7, 8]);
  });

  it('shows the race against the chosen rivals, of those who have a card', () => {
    const rows = Array.from({ length: 9 }, (_, i) => player(`p${i}`, i + 1));
    const replay = weekReplay({ ...week, rows, cards: [] }, 'p7');
    const against = (rivals: string[]) => raceOf(replay, rivals).watched;
    expect(against(['p4', 'p2'])).toEqual([7, 4, 2]);
    expect(against(['p7', 'gone'])).toEqual(raceOf(replay).watched);
    expect(against(['p0', 'p1', 'p2', 'p3', 'p4', 'p5'])).toEqual([7, 1, 2, 3, 4, 5]);
    const race = raceOf(weekReplay(week, 'ana'), ['ben']);
    expect(race.ranks.map((ranks) => [...ranks])).toEqual([
      [1, 1, 1, 1, 2, 2],
      [1, 1, 2, 2, 1, 1],
    ]);
    expect(race.leads).toEqual(raceOf(weekReplay(week, 'ana')).leads);
  });

  it('has nothing younger than the TV delay', () => {
    const now = Date.parse('2024-10-27T20:00:30Z');
    const shown = (delay: number) => shownHistory(history, delay, now).events.map(({ seq }) => seq);
    expect(shown(0)).toEqual([11, 14, 15, 20, 31]);
    expect(shown(30)).toEqual([11, 14, 15, 20]);
    expect(shown(31)).toEqual([11, 14, 15]);
    // without the server's time the last event's is used, so never too much is shown
    expect(shownHistory(history, 30, null).events.map(({ seq }) => seq)).toEqual([11, 14, 15, 20]);
    expect(historyUpTo(history, 15).events.map(({ seq }) => seq)).toEqual([11, 14, 15]);
  });

  it('counts a joker as its card says, whatever the moment of the standings', () => {
    // a second joker of the season, and a first one; the standings are newer than the television
    const rows = [player('ben', 1, 99), player('ana', 2, 99)];
    const card = { ...aCountedCard({ g1: 'home' }), joker: true };
    const cards = [
      { ...card, player: 'ben', jokerCounts: false },
      { ...card, player: 'ana', jokerCounts: true },
    ];
    const replay = weekReplay({ ...week, rows, cards, rules: 'joker-week' }, 'ana');
    replay.fold.seek(5);
    expect([0, 1].map((n) => replay.fold.engine.pointsOf('week', n))).toEqual([10, 30]);
  });

  it('finds the position of a link, and the next one to jump to', () => {
    expect([0, 11, 13, 14, 99].map((seq) => positionOf(history.events, seq))).toEqual([0, 1, 1, 2, 5]);
    expect(neighbour([2, 4], 2, 1)).toBe(4);
    expect(neighbour([2, 4], 2, -1)).toBeUndefined();
    expect(neighbour([2, 4], 5, -1)).toBe(4);
  });
});

describe('moments in words', () => {
  it('have the precision that the log needs', () => {
    const of = (...times: string[]) =>
      momentWords(
        times.map((at, seq) => aHistoryEvent(seq, at, chi(0, 0))),
        'UTC',
      );
    expect(of('2024-10-27T17:00:05Z')(1)).toBe('17:00:05');
    expect(of('2024-10-27T17:00:05Z', '2024-10-27T21:10:00Z')(2)).toBe('21:10');
    expect(of('2024-10-25T00:20:00Z', '2024-10-29T03:00:00Z')(1)).toMatch(/^Fri,? 00:20$/);
    expect(of()(0)).toBe('Start');
  });

  it('occur once along the race, at most 60, the last among them', () => {
    expect(raceTicks(4, (position) => `m${position >> 1}`)).toEqual([
      { label: 'm0', position: 1 },
      { label: 'm1', position: 3 },
      { label: 'm2', position: 4 },
    ]);
    const many = raceTicks(500, String);
    expect(many.length).toBeLessThanOrEqual(60);
    expect(many.at(-1)?.position).toBe(500);
    const upTo = ticksUpTo(many, { position: 200, label: '200' });
    expect(upTo.at(-1)).toEqual({ position: 200, label: '200' });
    expect(new Set(upTo.map(({ label }) => label)).size).toBe(upTo.length);
  });

  it('name the leaders', () => {
    const players = ['ana', 'ben', 'cid', 'dan'].map((id) => player(id, 1));
    const say = (...leaders: number[]) => leadWords({ position: 0, leaders }, players, 1);
    expect(say(0)).toBe('ANA leads');
    expect(say(1)).toBe('You lead');
    expect(say(0, 1)).toBe('ANA and you share the lead');
    expect(say(1, 2)).toBe('You and CID share the lead');
    expect(say(0, 1, 2)).toBe('You and 2 others share the lead');
    expect(say(0, 2, 3)).toBe('ANA and 2 others share the lead');
    expect(say(0, 1, 2, 3)).toBe('All level');
    expect(say()).toBe('Nobody has a card');
  });
});
