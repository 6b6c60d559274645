import { COURSE_RUNS, weekChances } from '@sunday-live/analysis';
import type { Game } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aCountedCard, aGame, aHistory, aHistoryEvent, aState, rows } from '../../../testing/slate.js';
import { type Course, continued, courseTicks, drawnOf, momentsOf } from './chance-course.js';
import { chanceQuestion } from './chance-question.js';

const ZONE = 'UTC';

const game = (awayScore: number, homeScore: number, state: Game['state'], detail = '') =>
  aGame({ awayScore, homeScore, state, period: 4, clock: '2:00', detail });

const history = aHistory([
  aHistoryEvent(11, '2024-10-27T17:00:00Z', game(0, 0, 'in'), 'kick-off'),
  aHistoryEvent(14, '2024-10-27T18:20:00Z', game(7, 0, 'in'), 'touchdown'),
  aHistoryEvent(15, '2024-10-27T18:20:20Z', game(7, 3, 'in'), 'field-goal'),
  aHistoryEvent(20, '2024-10-27T20:10:00Z', game(7, 10, 'post'), 'final'),
]);

describe('the course of a week', () => {
  it('has the games before the first event and at the end of each minute', () => {
    const { games, at } = momentsOf(history, ZONE);
    const scores = games.map(([one]) => `${one?.state} ${one?.awayScore}-${one?.homeScore}`);
    expect(scores).toEqual(['pre 0-0', 'in 0-0', 'in 7-3', 'post 7-10']);
    expect(at.map((time) => time.slice(11, 19))).toEqual(['17:00:00', '18:20:20', '20:10:00']);
  });

  it('is the start alone when nothing has happened', () => {
    const empty = momentsOf({ ...history, events: [] }, ZONE);
    expect([empty.games.length, empty.at]).toEqual([1, []]);
  });

  it('adds up to 1 at each moment, and ends at the current chances', () => {
    const week = rows([10, 0]);
    const state = aState({ games: [game(7, 10, 'post')], scopes: { day: week, week, season: week } });
    const cards = [
      { player: 'p0', ...aCountedCard({ g1: 'home' }) },
      { player: 'p1', ...aCountedCard({ g1: 'away' }) },
    ];
    const { question } = chanceQuestion({
      state,
      rules: 'classic',
      cards: { cards },
      me: 'p1',
      mine: null,
      season: [],
    });
    const course = momentsOf(history, ZONE).games.map(
      (games) => weekChances({ ...question, games }, 'seed', COURSE_RUNS).week,
    );
    for (const chances of course) expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1);
    expect([...(course.at(-1) ?? [])]).toEqual([1, 0]);
    expect(course[2]?.[1]).toBeGreaterThan(course[1]?.[1] ?? 1);
  });

  it('continues with new chances, and has one label a minute', () => {
    const course: Course = { chances: [chance(0.5, 0.5), chance(0.9, 0.1)], at: ['2024-10-27T17:00:00Z'] };
    const longer = continued(
      continued(course, '2024-10-27T20:10:00Z', chance(0.2, 0.8)),
      '2024-10-27T20:10:50Z',
      chance(0, 1),
    );
    expect(courseTicks(longer, ZONE)).toEqual([
      { position: 0, label: 'Start' },
      { position: 1, label: '17:00' },
      { position: 3, label: '20:10' },
    ]);
  });

  it('shows the current leaders, and the viewer', () => {
    const course: Course = { chances: [chance(0.1, 0, 0.4, 0.2, 0.3)], at: [] };
    expect(drawnOf(course, 1)).toEqual([2, 4, 3, 1]);
    expect(drawnOf(course, 4)).toEqual([2, 4, 3]);
    expect(drawnOf(course, -1)).toEqual([2, 4, 3]);
  });
});

function chance(...shares: number[]): Float64Array {
  return Float64Array.from(shares);
}
