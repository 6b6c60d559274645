import { DEFAULT_RULES, RULES, weekStandings } from '@sunday-live/scoring';
import type { Reliability } from '../chance-reliability.js';
import type { LiveGame } from '../live-game.js';
import { fitStrengths } from '../strengths.js';
import { weekChances } from '../week-chances.js';
import { aLeagueSeason, recordedSeason } from './a-season.js';

const EDGES = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1];
const WEEKS = Array.from({ length: 15 }, (_, i) => i + 4);
const PLAYERS = 20;
const RUNS = 2_000;

/**
 * Measures the chances to win the week on two real seasons with generated leagues of 20 players: fixed cards,
 * real results, before each week's first game and after half and three quarters of its games. Strengths come
 * from earlier weeks only.
 */
export function measuredReliability(): Reliability[] {
  const found = ([2024, 2025] as const).flatMap((year) => {
    const games = recordedSeason(year);
    const league = aLeagueSeason({ games, players: PLAYERS, seed: `chances ${year}` });
    return WEEKS.flatMap((week) => {
      const ofWeek = games.filter((game) => game.week === week);
      const members = league.members.filter(({ cards }) => cards.some((card) => card.week === week));
      const first = weekStandings(members, ofWeek, RULES[DEFAULT_RULES], week).filter(
        ({ rank }) => rank === 1,
      );
      const cards = members.map((member) => member.cards.find((card) => card.week === week));
      const strengths = fitStrengths(games.filter((game) => game.week < week));
      return [0, 0.5, 0.75].flatMap((share) => {
        const given = {
          rules: DEFAULT_RULES,
          games: ofWeek.map((game, i): LiveGame => asIf(game, i < ofWeek.length * share)),
          day: [],
          strengths,
          cards: cards.filter((card) => card !== undefined),
          hidden: [],
          known: [],
        };
        const { week: chances } = weekChances(given, `${year} ${week} ${share}`, RUNS);
        return members.map(({ n }, i) => ({
          said: chances[i] as number,
          happened: first.some((row) => row.n === n) ? 1 / first.length : 0,
        }));
      });
    });
  });
  return EDGES.slice(0, -1).map((from, i) => {
    const to = EDGES[i + 1] as number;
    const group = found.filter(({ said }) => said >= from && (said < to || (to === 1 && said === 1)));
    const mean = (of: (one: (typeof found)[number]) => number) =>
      Math.round((group.reduce((sum, one) => sum + of(one), 0) / Math.max(1, group.length)) * 1000) / 1000;
    const [said, happened] = [mean((one) => one.said), mean((one) => one.happened)];
    return { from, to, predictions: group.length, said, happened };
  });
}

function asIf(game: Omit<LiveGame, 'period' | 'clock'>, over: boolean): LiveGame {
  const clock = { period: 0, clock: '0:00' };
  return over ? { ...game, ...clock } : { ...game, ...clock, awayScore: 0, homeScore: 0, state: 'pre' };
}
