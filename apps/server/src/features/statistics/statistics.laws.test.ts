import { divisionOf, type Game, type RulesName } from '@sunday-live/contract';
import {
  countedJokers,
  gamesByWeek,
  leader,
  RULES,
  RULES_NAMES,
  scoreCard,
  seasonStandings,
  type WeekCard,
} from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../platform/async/testing/at-once.js';
import type { LeagueEntrant } from '../standings/entrant.sql.js';
import { pageOf, sortedPlaces } from '../standings/table-page.js';
import {
  bookOf,
  card,
  counted,
  entrants,
  GAMES,
  games,
  SLOW_MACHINE_MS,
  WEEKS,
} from '../standings/testing/arbitrary-season.js';
import { pastBankers, teamRecords } from './past-picks.js';
import { playedWeeks, seasonFigures, slotOf } from './player-season.js';
import { knownWeeks, reviewSeason, type SeasonReview } from './season-review.js';
import { seasonSummary } from './season-summary.js';
import { SeasonTable } from './season-table.js';

const tableOf = (review: SeasonReview) => new SeasonTable(review, atOnce(seasonSummary(review)).weeks);
const statisticsOf = (review: SeasonReview) => ({
  ...atOnce(seasonSummary(review)),
  ...pageOf(tableOf(review), {}, 0),
});
const rankedOf = ({ ranked, players }: SeasonReview) => [...ranked].map((slot) => players.at(slot));
const rulesNames = fc.constantFrom(...RULES_NAMES);
const reviewOf = (players: readonly LeagueEntrant[], all: readonly Game[], rules: RulesName) =>
  atOnce(reviewSeason(bookOf(players, all).columns('all', rules)));

const ofWeek = (all: readonly Game[], week: number) => all.filter((game) => game.week === week);
const begun = (all: readonly Game[], week: number) =>
  ofWeek(all, week).some(({ state }) => state === 'in' || state === 'post');
const over = (all: readonly Game[], week: number) =>
  begun(all, week) && ofWeek(all, week).every(({ state }) => state === 'post' || state === 'off');

/** Computes the season's standings after a week from scratch, as if later weeks did not exist. */
const tableAfter = (
  players: readonly LeagueEntrant[],
  all: readonly Game[],
  rules: RulesName,
  week: number,
) =>
  seasonStandings(
    players.map((player) => ({ ...player, cards: player.cards.filter((card) => card.week <= week) })),
    all.filter((game) => game.week <= week),
    RULES[rules],
  );

const scoreOf = (cards: readonly WeekCard[], all: readonly Game[], rules: RulesName, week: number) => {
  const card = cards.find((one) => one.week === week);
  const joker = countedJokers(cards, RULES[rules]).has(week);
  return card && { ...scoreCard(card, gamesByWeek(all).get(week) ?? new Map(), RULES[rules], joker), joker };
};

describe('statistics of a season', { timeout: SLOW_MACHINE_MS }, () => {
  it('equal the plain standings, now and after every week', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (drawn, all, rules) => {
        const players = counted(drawn, all);
        const review = reviewOf(players, all, rules);
        const { weeks, rows } = statisticsOf(review);
        const standings = seasonStandings(players, all, RULES[rules]);
        expect(
          rows.map(({ n, rank, points, right, played, bankerAverage }) => [
            n,
            rank,
            points,
            right,
            played,
            bankerAverage,
          ]),
        ).toEqual(
          standings.map((row) => [row.n, row.rank, row.points, row.right, row.counted, row.bankerAverage]),
        );
        for (const { n, rank, shared } of rows)
          expect([n, shared]).toEqual([n, standings.filter((row) => row.rank === rank).length > 1]);
        for (const { n, slot } of rankedOf(review)) {
          const { rank, shared = false } = seasonFigures(review, 2024, slot);
          expect([n, shared]).toEqual([n, standings.filter((row) => row.rank === rank).length > 1]);
        }
        expect(weeks.map(({ week, over: ended }) => ({ week, over: ended }))).toEqual(
          WEEKS.filter((week) => begun(all, week)).map((week) => ({ week, over: over(all, week) })),
        );
        const before = weeks.at(-2);
        const earlier = before ? tableAfter(players, all, rules, before.week) : [];
        for (const row of rows) expect(row.before).toBe(earlier.find(({ n }) => n === row.n)?.rank ?? null);
        for (const { week, places } of review.weeks) {
          const then = tableAfter(players, all, rules, week);
          for (const { n, slot } of rankedOf(review))
            expect(places[slot]).toBe(then.find((row) => row.n === n)?.rank ?? 0);
        }
      }),
    );
  });

  it('have each week, and the best, the worst and the average of finished weeks', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (drawn, all, rules) => {
        const players = counted(drawn, all);
        const { weeks, rows } = statisticsOf(reviewOf(players, all, rules));
        for (const row of rows) {
          const cards = players.find(({ n }) => n === row.n)?.cards ?? [];
          const points = (week: number) => scoreOf(cards, all, rules, week)?.points ?? null;
          expect(row.weeks).toEqual(weeks.map(({ week }) => points(week)));
          expect(row.lastWeek).toBe(row.weeks.at(-1) ?? null);
          const finished = weeks.flatMap((week) => (week.over ? (points(week.week) ?? []) : []));
          expect(row.best).toBe(finished.length === 0 ? null : Math.max(...finished));
          expect(row.worst).toBe(finished.length === 0 ? null : Math.min(...finished));
          const sum = finished.reduce((total, one) => total + one, 0);
          expect(row.average).toBe(finished.length === 0 ? null : sum / finished.length);
        }
      }),
    );
  });

  it('show a joker only once its banker counts or the week is over', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (drawn, all, rules) => {
        const players = counted(drawn, all);
        const review = reviewOf(players, all, rules);
        for (const { id, cards } of players) {
          const slot = slotOf(review, id);
          const weeks = playedWeeks(review, slot);
          for (const { week, joker } of weeks) {
            const score = scoreOf(cards, all, rules, week);
            const shown = score !== undefined && (score.bankerPoints !== null || over(all, week));
            expect(joker).toBe(shown && score.joker);
          }
          expect(seasonFigures(review, 2024, slot).jokers).toBe(weeks.filter(({ joker }) => joker).length);
        }
      }),
    );
  });

  it('compare a week with the average of those who played it', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (drawn, all, rules) => {
        const players = counted(drawn, all);
        for (const { week, average } of playedWeeks(reviewOf(players, all, rules), null)) {
          const points = players.flatMap(({ cards }) => scoreOf(cards, all, rules, week)?.points ?? []);
          const sum = points.reduce((total, one) => total + one, 0);
          expect(average).toBe(points.length === 0 ? null : sum / points.length);
        }
      }),
    );
  });

  it('have the longest run of right picks in finished games', () => {
    fc.assert(
      fc.property(entrants, games, (drawn, all) => {
        const players = counted(drawn, all);
        const review = reviewOf(players, all, 'classic');
        const order = all
          .filter(({ state }) => state === 'post')
          .sort((a, b) => (`${a.kickoff} ${a.id}` < `${b.kickoff} ${b.id}` ? -1 : 1));
        for (const { id, cards } of players) {
          const slot = slotOf(review, id);
          if (slot === null) continue;
          const picked = order.flatMap((game) => {
            const side = cards.find(({ week }) => week === game.week)?.picks[game.id];
            return side === undefined ? [] : side === leader(game) ? 'r' : 'w';
          });
          const longest = Math.max(
            ...picked
              .join('')
              .split('w')
              .map((run) => run.length),
          );
          expect(review.runs[slot]).toBe(longest);
        }
      }),
    );
  });

  it('sum up what all rows say: the best of each week, the spread of all weeks, the divisions', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (players, all, rules) => {
        const { weeks, most, spread, divisions, rows } = statisticsOf(reviewOf(players, all, rules));
        const played = rows.flatMap((row) => row.weeks.filter((points) => points !== null));
        played.sort((a, b) => a - b);
        const at = (share: number) => played[Math.floor(played.length * share)];
        expect(spread).toEqual(
          played.length === 0 ? null : { least: played[0], half: at(0.5), quarter: at(0.75) },
        );
        for (const [i, { best }] of weeks.entries()) {
          const points = rows.flatMap((row) => row.weeks[i] ?? []);
          expect(best).toBe(points.length === 0 ? null : Math.max(...points));
        }
        expect(most).toBe(rows.length === 0 ? null : Math.max(...rows.map(({ points }) => points)));
        const named = [...new Set(rows.flatMap(({ team }) => divisionOf(team) ?? []))];
        expect(new Map(divisions.map((division) => [division.name, division]))).toEqual(
          new Map(
            named.map((name) => {
              const fans = rows.filter(({ team }) => divisionOf(team) === name);
              const average = fans.reduce((sum, { points }) => sum + points, 0) / fans.length;
              const teams = fans.map(({ team }) => team).slice(0, 12);
              return [name, { name, average, fans: fans.length, teams }];
            }),
          ),
        );
        expect(divisions.map(({ average }) => average)).toEqual(
          divisions.map(({ average }) => average).sort((a, b) => b - a),
        );
      }),
    );
  });

  it('come in the order of any column: no row lost, players without a value last, level ones by rank', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, fc.boolean(), (players, all, rules, falling) => {
        const review = reviewOf(players, all, rules);
        const table = tableOf(review);
        for (const [name, value] of table.sorts()) {
          const places = [...atOnce(sortedPlaces(table, `${falling ? '-' : ''}${name}`))];
          expect([...places].sort((a, b) => a - b)).toEqual(places.map((_, place) => place));
          for (let i = 1; i < places.length; i += 1) {
            const [a, b] = [places[i - 1] ?? 0, places[i] ?? 0];
            const [before, after] = [value(a), value(b)];
            if (before === after) expect(a).toBeLessThan(b);
            else if (before !== null && after !== null) expect(before > after).toBe(falling);
            else expect(after).toBeNull();
          }
        }
        expect(() => atOnce(sortedPlaces(table, 'nothing'))).toThrow('sort: no such column');
      }),
    );
  });

  it('have the values of their rows in each column', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (players, all, rules) => {
        const review = reviewOf(players, all, rules);
        const table = tableOf(review);
        const { weeks } = atOnce(seasonSummary(review));
        const sorts = table.sorts();
        const sum = (points: readonly (number | null)[]) =>
          points.reduce<number>((total, each) => total + (each ?? 0), 0);
        for (let place = 0; place < table.total; place += 1) {
          const row = table.row(place);
          const { played, right } = row;
          const expected = {
            rank: row.rank,
            points: row.points,
            right: played === 0 ? null : right,
            share: played === 0 ? null : right / played,
            average: row.average,
            best: row.best,
            worst: row.worst,
            banker: row.bankerAverage,
            jokers: row.jokers,
            lastWeek: row.lastWeek,
            lastFive: sum(row.weeks.slice(-5)),
            won: weeks.filter(({ over: ended, best }, i) => ended && best !== null && row.weeks[i] === best)
              .length,
            ...Object.fromEntries(weeks.map(({ week }, i) => [`week-${week}`, row.weeks[i]])),
          };
          const values = [...sorts].filter(([name]) => name !== 'name');
          expect(Object.fromEntries(values.map(([name, value]) => [name, value(place)]))).toEqual(expected);
        }
      }),
    );
  });

  it('computed from an earlier review equal those computed from nothing', () => {
    const change = fc.record({
      who: fc.nat(7),
      game: fc.nat(WEEKS.length * GAMES - 1),
      scores: fc.tuple(fc.nat(3), fc.nat(3)),
    });
    fc.assert(
      fc.property(
        entrants,
        games,
        rulesNames,
        change,
        fc.option(card(2)),
        (players, all, rules, changed, next) => {
          const book = bookOf(players, all);
          const before = atOnce(reviewSeason(book.columns('all', rules)));
          const game = all[changed.game];
          const [awayScore, homeScore] = changed.scores;
          if (game !== undefined) book.setGame({ ...game, state: 'post', awayScore, homeScore });
          const id = players[changed.who]?.id;
          if (id !== undefined) book.setCard(id, 2, next);
          if (changed.who === 7 && players[0] !== undefined) book.removePlayer(players[0].id);
          const known = knownWeeks(before);
          const columns = book.columns('all', rules, (version) => known.has(version));
          const after = statisticsOf(atOnce(reviewSeason(columns, before)));
          expect(after).toEqual(statisticsOf(atOnce(reviewSeason(book.columns('all', rules)))));
        },
      ),
    );
  });

  it('hold for the members of a league among themselves', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, fc.uniqueArray(fc.nat(7)), (players, all, rules, chosen) => {
        const some = players.filter((_, i) => chosen.includes(i));
        const numbers = some.map(({ n }) => n);
        const whole = atOnce(reviewSeason(bookOf(players, all).columns(numbers, rules)));
        const theirs = reviewOf(some, all, rules);
        expect(statisticsOf(whole)).toEqual(statisticsOf(theirs));
      }),
    );
  });
});

describe('past picks', { timeout: SLOW_MACHINE_MS }, () => {
  it('include bankers and team records only of games that count', () => {
    fc.assert(
      fc.property(entrants, games, rulesNames, (players, all, rules) => {
        for (const { cards } of players) {
          const scores = WEEKS.flatMap((week) => {
            const score = scoreOf(cards, all, rules, week);
            return score ? { week, ...score } : [];
          });
          expect(pastBankers(cards, all, RULES[rules]).map(({ week, points }) => [week, points])).toEqual(
            scores.flatMap(({ week, bankerPoints }) => (bankerPoints === null ? [] : [[week, bankerPoints]])),
          );
          const teams = teamRecords(cards, all, RULES[rules]);
          const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
          // each game has two teams
          expect(sum(teams.map(({ played }) => played))).toBe(2 * sum(scores.map(({ counted }) => counted)));
          expect(sum(teams.map(({ right }) => right))).toBe(2 * sum(scores.map(({ right }) => right)));
        }
      }),
    );
  });
});
