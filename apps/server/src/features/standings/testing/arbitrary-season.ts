import type { Game } from '@sunday-live/contract';
import { withoutOpenJoker } from '@sunday-live/scoring';
import fc from 'fast-check';
import type { LeagueEntrant } from '../entrant.sql.js';
import { SeasonBook } from '../season-book.js';

/** Timeout for laws, which try a hundred cases, on a busy machine. */
export const SLOW_MACHINE_MS = 60_000;

export const WEEKS = [1, 2, 3];
export const GAMES = 4;

/** Every game of every week in some state. */
export const games = fc
  .array(
    fc.record({
      state: fc.constantFrom('pre', 'in', 'post', 'off'),
      awayScore: fc.nat(3),
      homeScore: fc.nat(3),
      hours: fc.nat(60),
    }),
    { minLength: WEEKS.length * GAMES, maxLength: WEEKS.length * GAMES },
  )
  .map((drawn) =>
    drawn.map(({ hours, ...game }, i): Game => {
      const week = WEEKS[Math.floor(i / GAMES)] ?? 0;
      return {
        ...game,
        id: `g${i}`,
        season: 2024,
        week,
        kickoff: new Date(Date.UTC(2024, 8, 7 * week, hours)).toISOString(),
        away: `A${i}`,
        home: `H${i}`,
        detail: '',
        period: 0,
        clock: '',
        leader: null,
        rev: 1,
      };
    }),
  );

/** Arbitrary cards, including invalid ones; with picks of the week's games and of one that does not exist. */
export const card = (week: number) => {
  const ids = Array.from({ length: GAMES }, (_, i) => `g${(week - 1) * GAMES + i}`);
  return fc.record({
    week: fc.constant(week),
    picks: fc.dictionary(fc.constantFrom(...ids, 'gone'), fc.constantFrom('home' as const, 'away' as const), {
      noNullPrototype: true,
    }),
    banker: fc.option(fc.constantFrom(...ids)),
    joker: fc.boolean(),
  });
};
const cards = fc
  .tuple(...WEEKS.map((week) => fc.option(card(week))))
  .map((drawn) => drawn.filter((drawnCard) => drawnCard !== null));
/** Few players, some of them with the same name. */
export const entrants = fc
  .array(fc.record({ name: fc.constantFrom('Ann', 'ann', 'Ben', 'Çem', 'Zoë'), cards }), { maxLength: 8 })
  .map((drawn) =>
    drawn.map((entrant, i): LeagueEntrant => ({ ...entrant, n: i * 3 + 1, id: `p${i}`, team: null })),
  );
/** Builds a book of these players, their cards and the games. */
export function bookOf(players: readonly LeagueEntrant[], all: readonly Game[]): SeasonBook {
  const book = new SeasonBook(16);
  for (const game of all) book.setGame(game);
  for (const { n, id, name, team, cards: own } of players) {
    book.setPlayer({ n, id, name, team });
    for (const { week, ...rest } of own) book.setCard(id, week, rest);
  }
  return book;
}

/** Returns the ids of started games; no other games are locked in these tests. */
export function startedIn(all: readonly Game[]): ReadonlySet<string> {
  return new Set(all.filter(({ state }) => state === 'in' || state === 'post').map(({ id }) => id));
}

/** Returns the players with the cards that count, without jokers that can still change. */
export function counted(
  players: readonly LeagueEntrant[],
  all: readonly Game[],
  lockedBefore: ReadonlySet<string> = new Set(),
): LeagueEntrant[] {
  const locked = new Set([...lockedBefore, ...startedIn(all)]);
  return players.map((player) => ({
    ...player,
    cards: player.cards.map((own) =>
      withoutOpenJoker(own, { games: all.filter(({ week }) => week === own.week), locked }),
    ),
  }));
}
