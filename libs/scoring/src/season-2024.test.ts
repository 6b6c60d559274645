import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from './rules.js';
import { seasonStandings } from './standings.js';
import type { GameState, WeekCard } from './types.js';

/** Tests the rules on a real season: the official records of 2024 must result. */
interface RecordedGame {
  id: string;
  away: string;
  home: string;
  awayScore: number;
  homeScore: number;
}
const file = new URL('../../../apps/replay/data/season-2024.json', import.meta.url);
const recorded: { weeks: { week: number; games: RecordedGame[] }[] } = JSON.parse(readFileSync(file, 'utf8'));
const games: GameState[] = recorded.weeks.flatMap(({ week, games: ofWeek }) =>
  ofWeek.map((game) => ({ ...game, week, state: 'post' as const })),
);

/** Returns cards that always pick one team, and nothing else. */
function fanOf(team: string): WeekCard[] {
  return games.flatMap((game) => {
    if (game.away !== team && game.home !== team) return [];
    const side = game.away === team ? ('away' as const) : ('home' as const);
    return [{ week: game.week, picks: { [game.id]: side }, banker: null, joker: false }];
  });
}

/** Wins of the regular season, from the official records. */
const WINS = {
  DET: 15,
  KC: 15,
  PHI: 14,
  MIN: 14,
  BUF: 13,
  BAL: 12,
  LAR: 10,
  SF: 6,
  LV: 4,
  TEN: 3,
  CLE: 3,
  NYG: 3,
};

describe('the rules on the season 2024', () => {
  it.each(Object.entries(WINS))('S: a fan of %s has %i right picks', (team, wins) => {
    const entrants = [{ n: 1, name: team, cards: fanOf(team) }];
    const [row] = seasonStandings(entrants, games, RULES.straight);
    expect(row).toMatchObject({ right: wins, points: wins, cards: 17 });
  });

  it('S: right picks score what the winners really scored, all season', () => {
    const entrants = Object.keys(WINS).map((team, n) => ({ n, name: team, cards: fanOf(team) }));
    const points = new Map(
      seasonStandings(entrants, games, RULES.classic).map((row) => [row.name, row.points]),
    );
    for (const team of Object.keys(WINS)) {
      let expected = 0;
      for (const game of games) {
        if (game.away === team && game.awayScore > game.homeScore) expected += game.awayScore;
        if (game.home === team && game.homeScore > game.awayScore) expected += game.homeScore;
      }
      expect(points.get(team)).toBe(expected);
    }
  });

  it('S: a banker every week, won or lost, moves twice the winner’s points both ways', () => {
    const cards = fanOf('KC').map((card) => {
      const [id = '', side] = Object.entries(card.picks)[0] ?? [];
      return { ...card, banker: side === 'away' ? id : null };
    });
    const [row] = seasonStandings([{ n: 1, name: 'KC', cards }], games, RULES.classic);
    const plain = seasonStandings([{ n: 1, name: 'KC', cards: fanOf('KC') }], games, RULES.classic)[0];
    let extra = 0;
    for (const { away, awayScore, homeScore } of games) {
      if (away === 'KC') extra += awayScore > homeScore ? awayScore : -2 * homeScore;
    }
    expect((row?.points ?? 0) - (plain?.points ?? 0)).toBe(extra);
  });
});
