import { fitStrengths, type WeekChancesInput, weekChances } from '@sunday-live/analysis';
import { DEFAULT_RULES } from '@sunday-live/scoring';
import { randomFrom } from '@sunday-live/testing';
import { atMost } from '../report/figure.js';
import { median } from '../stats/stats.js';
import type { Part } from './part.js';

const GAMES = 16;
const PLAYERS = 100;
const RUNS = 10_000;
const WARM_UP = 3;
const ROUNDS = 15;

/** A week of a league played on in the browser's worker, on one thread of the same engine: all games open is the most work. */
export const chancesPart: Part = {
  name: 'chances',
  run: async ({ quick, say }) => {
    say(`chances: ${PLAYERS} players, ${GAMES} open games, ${RUNS.toLocaleString('en-US')} runs`);
    const rounds = quick ? Math.ceil(ROUNDS / 3) : ROUNDS;
    const times: number[] = [];
    for (const state of ['pre', 'in'] as const) {
      const question = outlook(state);
      const some: number[] = [];
      for (let round = 0; round < WARM_UP + rounds; round += 1) {
        const started = performance.now();
        weekChances(question, `round ${round}`, RUNS);
        if (round >= WARM_UP) some.push(performance.now() - started);
      }
      times.push(median(some));
    }
    return [
      {
        what: `chances to win of ${PLAYERS} players, ${RUNS.toLocaleString('en-US')} runs`,
        unit: 'ms',
        ours: Math.max(...times),
        baseline: null,
        target: atMost(100),
        note: `all ${GAMES} games to come ${times[0]?.toFixed(0)} ms, all of them under way ${times[1]?.toFixed(0)} ms`,
      },
    ];
  },
};

function outlook(state: 'pre' | 'in'): WeekChancesInput {
  const random = randomFrom(PLAYERS);
  const games = Array.from({ length: GAMES }, (_, i) => ({
    id: `g${i}`,
    week: 8,
    kickoff: '2024-10-27T17:00:00Z',
    away: `A${i}`,
    home: `H${i}`,
    awayScore: 0,
    homeScore: 0,
    state,
    period: 1,
    clock: '9:00',
  }));
  const cards = Array.from({ length: PLAYERS }, () => {
    const picks = Object.fromEntries(games.map(({ id }) => [id, random() < 0.5 ? 'away' : 'home'] as const));
    const road = games.filter(({ id }) => picks[id] === 'away').map(({ id }) => id);
    return { picks, banker: road[Math.floor(random() * road.length)] ?? null, joker: random() < 0.2 };
  });
  const day = games.map(({ id }) => id);
  return { rules: DEFAULT_RULES, games, day, strengths: fitStrengths([]), cards, hidden: [], known: [] };
}
