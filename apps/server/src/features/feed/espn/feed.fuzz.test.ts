import { teamOf } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GameObservation } from '../../slate/observation.js';
import { FeedError } from '../score-feed.js';
import { normalise } from './espn-feed.js';
import { readScoreboard } from './scoreboard.schema.js';
import { gameEvent, type Json, scoreboard, statuses, teams } from './testing/espn-payload.js';

const SLOW_MACHINE_MS = 120_000;

/** Answers of the real shape with a few random faults, for cases that no example covers. */
const TEAM_NAMES = Object.keys(teams) as (keyof typeof teams)[];
const score = fc.integer({ min: 0, max: 60 }).map(String);

const event = fc
  .record({
    id: fc.constantFrom('401', '402', '403'),
    sides: fc.shuffledSubarray(TEAM_NAMES, { minLength: 2, maxLength: 2 }),
    state: fc.constantFrom(...Object.values(statuses)),
    awayScore: score,
    homeScore: score,
  })
  .map(({ id, sides: [away = 'KC', home = 'BUF'], state, awayScore, homeScore }) =>
    gameEvent({ id, away: teams[away], home: teams[home], awayScore, homeScore, status: state }),
  );

const spoilt: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    '',
    '-1',
    '1e3',
    '007',
    'NaN',
    '١٢',
    ' 7',
    '7 ',
    '__proto__',
    '\u0000',
    {},
    [],
  ),
  fc.constantFrom<Json>(-1, 0.5, 1e21, Number.MAX_SAFE_INTEGER + 2),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
);

/** One change: the place (modulo the number of places), and the new value. */
const change = fc.record({
  place: fc.nat(10_000),
  what: fc.constantFrom('replace', 'remove', 'twice'),
  value: spoilt,
});

type Place = [Json[] | Record<string, Json>, string];

function placesOf(node: Json, found: Place[] = []): Place[] {
  if (node === null || typeof node !== 'object') return found;
  for (const [key, child] of Object.entries(node)) {
    found.push([node, key]);
    placesOf(child, found);
  }
  return found;
}

function spoil(
  body: Json,
  changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[],
): Json {
  const root: Record<string, Json> = { body: structuredClone(body) };
  for (const { place, what, value } of changes) {
    const places = placesOf(root);
    const [parent, key] = places[place % places.length] ?? [root, 'body'];
    if (Array.isArray(parent)) {
      if (what === 'replace') parent[Number(key)] = value;
      else if (what === 'remove') parent.splice(Number(key), 1);
      else parent.push(structuredClone(parent[Number(key)] ?? null));
    } else if (what === 'remove') delete parent[key];
    else parent[key] = value;
  }
  return root.body ?? null;
}

/** Returns the result, or that the whole answer was refused; anything thrown except a FeedError fails the test. */
function read(body: unknown): ReturnType<typeof normalise> | null {
  try {
    return normalise(readScoreboard(body));
  } catch (error) {
    expect(error).toBeInstanceOf(FeedError);
    return null;
  }
}

/** Returns the parts of the result that cannot or must not be stored; empty when all is well. */
function wrongIn({ observation }: ReturnType<typeof normalise>): string[] {
  const { games } = observation;
  const twice = new Set(games.map(({ id }) => id)).size !== games.length;
  return [...(twice ? ['a game twice'] : []), ...games.flatMap(wrongWith)];
}

function wrongWith(game: GameObservation): string[] {
  const { home, away, state, homeScore, awayScore } = game;
  const points = [homeScore, awayScore];
  const sound: Record<string, boolean> = {
    id: /^[\w.-]{1,64}$/.test(game.id),
    teams: teamOf(home) !== undefined && teamOf(away) !== undefined && home !== away,
    points: points.every((each) => Number.isInteger(each) && each >= 0 && each <= 199),
    'points before the kick-off': state !== 'pre' || homeScore + awayScore === 0,
    state: ['pre', 'in', 'post', 'off'].includes(state),
    kickoff: game.dateless ? game.state === 'off' : new Date(game.kickoff).toISOString() === game.kickoff,
    week: Number.isInteger(game.season) && Number.isInteger(game.week),
    // PostgreSQL cannot store NUL in a text
    text: !JSON.stringify(game).includes('\\u0000'),
  };
  return Object.keys(sound).filter((name) => sound[name] === false);
}

describe('F1 F2 F12 laws: whatever the feed sends', () => {
  it(
    'a spoilt answer never throws, and only what can be stored comes out of it',
    () => {
      fc.assert(
        fc.property(
          fc.array(event, { maxLength: 3 }),
          fc.array(change, { minLength: 1, maxLength: 4 }),
          (events, changes) => {
            const result = read(spoil(scoreboard(events), changes));
            expect(result === null ? [] : wrongIn(result)).toEqual([]);
          },
        ),
        { numRuns: 2_000 },
      );
    },
    SLOW_MACHINE_MS,
  );

  it(
    'anything that is JSON never throws',
    () => {
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 3 }), (body) => {
          const result = read(body);
          expect(result === null ? [] : wrongIn(result)).toEqual([]);
          expect(wrongIn(normalise(readScoreboard({ events: [body, body] })))).toEqual([]);
        }),
        { numRuns: 2_000 },
      );
    },
    SLOW_MACHINE_MS,
  );

  it(
    'one spoilt event says nothing wrong of the others: they are read as if it were not there',
    () => {
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          const sound = gameEvent({ id: '401', status: statuses.inProgress, awayScore: '7', homeScore: '3' });
          const other = spoil(gameEvent({ id: '402', away: teams.KC, home: teams.BUF }), changes);
          const [expected] = normalise(readScoreboard(scoreboard([sound]))).observation.games;
          const games = normalise(readScoreboard(scoreboard([other, sound]))).observation.games;
          expect(games.find(({ id }) => id === '401')).toEqual(expected);
        }),
        { numRuns: 1_000 },
      );
    },
    SLOW_MACHINE_MS,
  );
});
