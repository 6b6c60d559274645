import { describe, expect, it } from 'vitest';
import { aCountedCard, aGame, aPlayer, aState, rows } from '../../../testing/slate.js';
import { chanceQuestion, chanceWords, questionKey } from './chance-question.js';

const week = rows([7, 0]);
const state = aState({
  games: [aGame({ state: 'in', awayScore: 7 }), aGame({ id: 'g2', kickoff: '2024-10-27T20:00:00Z' })],
  scopes: { day: week, week, season: week },
});
const cards = [
  { player: 'p0', ...aCountedCard({ g1: 'away' }) },
  { player: 'p1', ...aCountedCard({ g1: 'home' }) },
];
const sources = { state, rules: 'classic' as const, cards: { cards }, me: 'p1', mine: null, season: [] };

describe('the input of the simulation', () => {
  it('has the visible part of each card, and the whole own card', () => {
    const mine = aCountedCard({ g1: 'home', g2: 'away' }, { banker: 'g2', joker: true });
    const { players, question } = chanceQuestion({ ...sources, mine });
    expect(players.map(({ id }) => id)).toEqual(['p0', 'p1']);
    expect(question.cards).toEqual([
      { picks: { g1: 'away' }, banker: null, joker: false },
      { picks: mine.picks, banker: 'g2', joker: true },
    ]);
    expect([question.known, question.hidden, question.day]).toEqual([[1], ['g2'], ['g1', 'g2']]);
  });

  it('S7: counts the own joker before it is locked, unless an earlier one is the first', () => {
    const mine = aCountedCard({ g1: 'home', g2: 'away' }, { banker: 'g2', joker: true });
    const base = { player: 'p1', points: 0, right: 0, bankerPoints: 0, bankers: 0 };
    const joker = (rules: 'joker-week' | 'straight', jokerSpent: boolean) =>
      chanceQuestion({ ...sources, rules, mine, cards: { cards, bases: [{ ...base, jokerSpent }] } }).question
        .cards[1]?.joker;
    expect(joker('joker-week', false)).toBe(true);
    expect(joker('joker-week', true)).toBe(false);
    expect(joker('straight', false)).toBe(false);
  });

  it('treats nothing as hidden where others’ picks are visible', () => {
    const open = [{ player: 'p0', ...aCountedCard({ g1: 'away', g2: 'home' }) }];
    expect(chanceQuestion({ ...sources, cards: { cards: open } }).question.hidden).toEqual([]);
  });

  it('fits the teams’ strengths to earlier weeks only', () => {
    const over = (at: number) => aGame({ week: at, state: 'post', awayScore: 40 });
    const strong = (season: ReturnType<typeof over>[]) =>
      chanceQuestion({ ...sources, season }).question.strengths.team.get('CHI') ?? 0;
    expect(strong([over(7)])).toBeGreaterThan(0);
    expect(strong([over(8), over(9)])).toBe(0);
  });

  it('leaves out players that the stream does not name', () => {
    const few = aState({ players: [aPlayer(0)], scopes: { day: week, week, season: week } });
    expect(chanceQuestion({ ...sources, state: few }).players).toHaveLength(1);
  });
});

describe('a new question', () => {
  it('is asked with each score, and with the clock while a game is on', () => {
    const scored = aState({ games: [aGame({ state: 'in', awayScore: 10 })] });
    expect(questionKey(scored, 0)).not.toBe(questionKey(state, 0));
    expect(questionKey(state, 0)).toBe(questionKey(state, 14_999));
    expect(questionKey(state, 0)).not.toBe(questionKey(state, 15_000));
    expect(questionKey(aState(), 0)).toBe(questionKey(aState(), 1e9));
  });
});

describe('chances in words', () => {
  it('are never certain before the end', () => {
    const words = [0, 0.004, 0.254, 0.996, 1].map((chance) => chanceWords(chance, false));
    expect(words).toEqual(['< 1 %', '< 1 %', '25 %', '> 99 %', '> 99 %']);
    expect([0, 0.5, 1].map((chance) => chanceWords(chance, true))).toEqual(['0 %', '50 %', '100 %']);
  });
});
