import type { Scope } from '@sunday-live/contract';
import { RULES_NAMES } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankedTable } from './ranked-table.js';
import { SeasonBook } from './season-book.js';
import {
  bookOf,
  card,
  counted,
  entrants,
  GAMES,
  games,
  SLOW_MACHINE_MS,
  startedIn,
  WEEKS,
} from './testing/arbitrary-season.js';
import { plainTable, type Table } from './testing/plain-table.js';

const questions = fc.record({
  scope: fc.constantFrom<Scope>('day', 'week', 'season'),
  week: fc.constantFrom(...WEEKS, 9),
  rules: fc.constantFrom(...RULES_NAMES),
});

/** A table with all its rows, for comparison. */
function whole(table: RankedTable): Table {
  return { rows: table.rows(), unofficial: table.unofficial, ...table.summary() };
}

describe('a season book', { timeout: SLOW_MACHINE_MS }, () => {
  it('equals the plain standings', () => {
    fc.assert(
      fc.property(entrants, games, questions, (players, all, question) => {
        expect(whole(bookOf(players, all).table({ ...question, members: 'all' }))).toEqual(
          plainTable(question, counted(players, all), all),
        );
      }),
    );
  });

  it('equals them after any change, if read before and after', () => {
    const change = fc.record({
      who: fc.nat(7),
      game: fc.nat(WEEKS.length * GAMES - 1),
      card: fc.option(card(2)),
      scores: fc.tuple(fc.nat(3), fc.nat(3)),
    });
    fc.assert(
      fc.property(
        entrants,
        games,
        questions,
        change,
        (players, all, question, { who, game, card: next, scores }) => {
          const book = bookOf(players, all);
          book.table({ ...question, members: 'all' });
          const [awayScore, homeScore] = scores;
          const played = all.map((old, i) =>
            i === game ? { ...old, state: 'in' as const, awayScore, homeScore } : old,
          );
          const changed = played[game];
          if (changed !== undefined) book.setGame(changed);
          const id = players[who]?.id;
          if (id !== undefined) book.setCard(id, 2, next);
          const after = players.map((player) =>
            player.id === id
              ? {
                  ...player,
                  cards: [...player.cards.filter(({ week }) => week !== 2), ...(next ? [next] : [])],
                }
              : player,
          );
          expect(whole(book.table({ ...question, members: 'all' }))).toEqual(
            plainTable(question, counted(after, played, startedIn(all)), played),
          );
        },
      ),
    );
  });

  it('returns columns that later changes do not affect', () => {
    fc.assert(
      fc.property(entrants, games, questions, fc.option(card(2)), (players, all, { rules }, next) => {
        const book = bookOf(players, all);
        const columns = book.columns('all', rules);
        const read = () => {
          const { players: known, ...others } = columns;
          return structuredClone({ ...others, players: [...known.present()].map((slot) => known.at(slot)) });
        };
        const before = read();
        for (const game of all) book.setGame({ ...game, state: 'in', awayScore: 3, homeScore: 1 });
        for (const { id } of players.slice(1)) book.setCard(id, 2, next);
        if (players[0] !== undefined) book.removePlayer(players[0].id);
        expect(read()).toEqual(before);
      }),
    );
  });

  it('ranks the members of a league among themselves', () => {
    fc.assert(
      fc.property(entrants, games, questions, fc.uniqueArray(fc.nat(7)), (players, all, question, chosen) => {
        const some = players.filter((_, i) => chosen.includes(i));
        const members = [...some.map(({ n }) => n), 999];
        expect(whole(bookOf(players, all).table({ ...question, members }))).toEqual(
          plainTable(question, counted(some, all), all),
        );
      }),
    );
  });

  it('removes deleted players, follows a new name, and reports when it is full', () => {
    const book = new SeasonBook(2);
    const player = { n: 1, id: 'a', name: 'Ann', team: null };
    book.setPlayer(player);
    book.setPlayer({ ...player, n: 2, id: 'b', name: 'Ben' });
    expect(book.setPlayer({ ...player, n: 3, id: 'c' })).toBe(false);
    const own = { picks: {}, banker: null, joker: false };
    book.setCard('a', 1, own);
    book.setCard('b', 1, own);
    expect(book.setCard('c', 1, own)).toBe(false);
    const names = () =>
      book
        .table({ scope: 'week', week: 1, rules: 'classic', members: 'all' })
        .rows()
        .map(({ name }) => name);
    expect(names()).toEqual(['Ann', 'Ben']);
    book.setPlayer({ ...player, name: 'Zoe' });
    expect(names()).toEqual(['Ben', 'Zoe']);
    book.removePlayer('b');
    expect(names()).toEqual(['Zoe']);
  });
});
