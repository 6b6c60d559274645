import {
  CardColumns,
  type Entrant,
  GameSlots,
  type GameState,
  RULES,
  RULES_NAMES,
  seasonStandings,
  type WeekCard,
  weekStandings,
} from '@sunday-live/scoring';
import { randomFrom } from '@sunday-live/testing';
import { expect, it } from 'vitest';
import { NULL_INT } from '../../platform/database/copy-binary.js';
import { SeasonSoFar } from './season-so-far.js';
import { scoreWeek } from './week-scores.js';

const PLAYERS = 2000;
const WEEKS = [1, 2, 3, 4];
const GAMES = 16;
const ALL_LOCKED = { here: ~0, shown: ~0, wanted: ~0 };

it('R1: thousands of random cards of a month bring what the plain standings say, by every set of rules', () => {
  const random = randomFrom(1);
  const whole = (below: number): number => Math.floor(random() * below);
  const games = WEEKS.flatMap((week) =>
    Array.from({ length: GAMES }, (_, i): GameState => {
      const teams = { away: `A${i}`, home: `H${i}` };
      const state = random() < 0.05 ? 'off' : 'post';
      return { id: `${week}-${i}`, week, ...teams, awayScore: whole(40), homeScore: whole(40), state };
    }),
  );
  const cards = new Map<number, WeekCard[]>();
  const columns = new Map<number, CardColumns>();
  for (const week of WEEKS) {
    const slots = new GameSlots(
      Array.from({ length: GAMES }, (_, slot) => ({ slot, game: `${week}-${slot}` })),
    );
    const ofWeek = new CardColumns(slots);
    columns.set(week, ofWeek);
    for (let n = 0; n < PLAYERS; n += 1) {
      if (random() < 0.1) continue;
      const has = random() < 0.1 ? whole(1 << GAMES) : (1 << GAMES) - 1;
      const banker = random() < 0.05 ? null : whole(GAMES);
      const bits = { has, home: whole(1 << GAMES) & has, banker, joker: random() < 0.3 };
      ofWeek.set(n, bits);
      cards.set(n, [...(cards.get(n) ?? []), { week, joker: bits.joker, ...slots.inWords(bits) }]);
    }
  }
  const entrants = [...cards].map(([n, own]): Entrant => ({ n, name: `Player ${n}`, cards: own }));
  const season = new SeasonSoFar();
  for (const week of WEEKS) {
    const values = scoreWeek(
      season,
      { cards: columns.get(week) as CardColumns, locks: ALL_LOCKED },
      games.filter((game) => game.week === week),
    );
    const upTo = entrants.map((one) => ({ ...one, cards: one.cards.filter((card) => card.week <= week) }));
    for (const [slot, name] of RULES_NAMES.entries()) {
      const value = (n: number, what: Parameters<typeof values.of>[1]) => values.of(slot, what)[n];
      const rows = weekStandings(upTo, games, RULES[name], week);
      expect(
        rows.map(({ n }) => [
          n,
          values.played[n],
          value(n, 'points'),
          value(n, 'right'),
          value(n, 'rank'),
          value(n, 'bankerPoints'),
        ]),
      ).toEqual(
        rows.map((row) => [
          row.n,
          row.counted,
          row.points,
          row.right,
          row.rank,
          row.bankers === 0 ? NULL_INT : row.bankerPoints,
        ]),
      );
      const places = seasonStandings(
        upTo.filter((one) => one.cards.length > 0),
        games.filter((game) => game.week <= week),
        RULES[name],
      );
      expect(
        places.map(({ n }) => [
          value(n, 'place'),
          value(n, 'seasonPoints'),
          value(n, 'seasonRight'),
          value(n, 'seasonBankerPoints'),
          value(n, 'seasonBankers'),
          values.seasonCards[n],
        ]),
      ).toEqual(
        places.map((row) => [
          row.rank,
          row.points,
          row.right,
          row.bankerPoints,
          row.bankers,
          upTo.find(({ n }) => n === row.n)?.cards.length,
        ]),
      );
      expect(values.players()).toHaveLength(places.length);
    }
  }
});
