import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedError } from '../score-feed.js';
import { normalise } from './espn-feed.js';
import { readScoreboard } from './scoreboard.schema.js';
import {
  type GameSpec,
  gameEvent,
  type Json,
  type JsonObject,
  scoreboard,
  status,
  statuses,
  teams,
} from './testing/espn-payload.js';

const read = (body: unknown) => normalise(readScoreboard(body));
const one = (spec: GameSpec) => read(scoreboard([gameEvent(spec)]));
const gameOf = (spec: GameSpec) => {
  const { observation, quarantined, skipped } = one(spec);
  expect({ quarantined, skipped }).toEqual({ quarantined: [], skipped: [] });
  return observation.games[0];
};
const reasonsOf = (result: ReturnType<typeof read>) => result.quarantined.map((game) => game.reason);

describe('F1: an answer without a list of events is a failure, never "no games"', () => {
  it.each([
    ['an error body', { code: 404, message: 'Unable to get sport data' }],
    ['a nested error', { error: { message: 'No event found', code: 404 } }],
    ['null', null],
    ['text', 'Redirecting'],
    ['a list', []],
    ['events of another type', { events: {} }],
    ['null events', { events: null }],
    ['the cdn wrapper', { content: { sbData: { events: [] } } }],
    ['a season of another type', { season: 'x', events: [] }],
    ['a week of another type', { week: 3, events: [] }],
  ])('%s', (_, body) => {
    expect(() => read(body)).toThrow(FeedError);
    expect(() => read(body)).toThrow(/^not-a-scoreboard/);
  });

  it.each<JsonObject>([
    { season: {}, week: { number: 16 } },
    { season: { year: 2025, type: '2' }, week: { number: 16 } },
    { season: { year: 2025, type: { id: '2' } }, week: { number: 16 } },
    { season: { year: 2025, type: 2 }, week: {} },
    { season: { year: 2025, type: 2 }, week: { number: '16' } },
    { season: { type: 2 }, week: null },
  ])('F3 one whose season or week is incomplete names none, and its games say theirs: %j', (top) => {
    const { observation, quarantined } = read(scoreboard([gameEvent()], top));
    expect(quarantined).toEqual([]);
    expect(observation).toMatchObject({ season: null, week: null, games: [{ season: 2025, week: 16 }] });
  });

  it('accepts an empty list, which names no current week and has no games', () => {
    const { observation } = read({ leagues: [], events: [] });
    expect(observation).toEqual({ season: null, seasonType: null, week: null, games: [] });
  });
});

describe('F2: unknown fields are ignored, malformed decoration is left away', () => {
  it('reads a game among fields it does not know', () => {
    const event = gameEvent({ competition: { brandNew: { deep: [1] } } });
    expect(read({ ...scoreboard([{ ...event, x: 1 }]), provider: {} }).observation.games).toHaveLength(1);
  });

  it.each<[string, JsonObject]>([
    ['situation', { situation: 'none' }],
    ['possession', { situation: { possession: { id: 1 }, isRedZone: 'yes', lastPlay: 7 } }],
    ['odds', { odds: [null, { details: 5, overUnder: 'x' }] }],
    ['odds of another type', { odds: {} }],
    ['neutral site and time flag', { neutralSite: 'no', timeValid: 'maybe' }],
  ])('keeps the game when %s is malformed', (_, competition) => {
    const game = gameOf({ status: statuses.inProgress, competition });
    expect(game).toMatchObject({
      state: 'in',
      possession: null,
      redZone: false,
      lastPlay: null,
      timeValid: true,
    });
    expect(game?.facts).toEqual({ awayRecord: '12-2', homeRecord: '12-2' });
  });
});

describe('F3: the current season and week come from the top, together or not at all', () => {
  it.each<[string, JsonObject, Json]>([
    ['both', { season: { year: 2025, type: 2 }, week: { number: 7 } }, [2025, 2, 7]],
    ['no week', { season: { year: 2025, type: 2 } }, [null, null, null]],
    ['no season', { week: { number: 7 } }, [null, null, null]],
    ['nulls', { season: null, week: null }, [null, null, null]],
    ['off-season', { season: { year: 2025, type: 4 }, week: { number: 1 } }, [null, null, null]],
  ])('%s', (_, top, expected) => {
    const { season, seasonType, week } = read(scoreboard([], top)).observation;
    expect([season, seasonType, week]).toEqual(expected);
  });
});

describe('F4: a game belongs to its own season, type and week', () => {
  it('takes them from the event, whatever the top says', () => {
    const game = gameOf({ season: { year: 2024, type: 3 }, week: { number: 1 } });
    expect(game).toMatchObject({ season: 2024, seasonType: 3, week: 1 });
  });

  it('takes the week from the top when the event has none and the seasons match (before autumn 2022)', () => {
    expect(gameOf({ week: null })).toMatchObject({ season: 2025, seasonType: 2, week: 16 });
  });

  it('takes the season from the top when the event has none', () => {
    const { season: _, ...event } = gameEvent();
    expect(read(scoreboard([event])).observation.games[0]).toMatchObject({ season: 2025, seasonType: 2 });
  });

  it('does not need the type at the top when the events name theirs', () => {
    const { observation, quarantined } = read({ ...scoreboard([gameEvent()]), season: { year: 2025 } });
    expect(quarantined).toEqual([]);
    expect(observation).toMatchObject({ season: null, games: [{ season: 2025, seasonType: 2, week: 16 }] });
  });

  it('quarantines a game whose week nobody names', () => {
    expect(reasonsOf(one({ week: null, season: { year: 2025, type: 1 } }))).toEqual(['no-week']);
    expect(reasonsOf(read(scoreboard([gameEvent({ week: null })], {})))).toEqual(['no-week']);
    const { season: _, ...event } = gameEvent();
    expect(reasonsOf(read(scoreboard([event], {})))).toEqual(['no-season']);
  });

  it('quarantines a game of the off-season', () => {
    expect(reasonsOf(one({ season: { year: 2025, type: 4 } }))).toEqual(['season-type']);
  });
});

describe('F5: sides by homeAway, teams by abbreviation, former abbreviations by id', () => {
  it('does not trust the order of the competitors', () => {
    const event = gameEvent({ status: statuses.final, homeScore: '10', awayScore: '17' });
    const [competition] = event.competitions as [JsonObject];
    competition.competitors = [...(competition.competitors as Json[])].reverse();
    expect(read(scoreboard([event])).observation.games[0]).toMatchObject({
      home: 'DEN',
      away: 'JAX',
      homeScore: 10,
      awayScore: 17,
    });
  });

  it('knows WAS and OAK by their ids', () => {
    const game = gameOf({
      home: { id: '28', abbreviation: 'WAS' },
      away: { id: '13', abbreviation: 'OAK' },
    });
    expect(game).toMatchObject({ home: 'WSH', away: 'LV' });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['placeholders', { id: '-1', abbreviation: 'TBD' }, { id: '-2', abbreviation: 'TBD' }],
    ['the Pro Bowl', { id: '31', abbreviation: 'AFC' }, { id: '32', abbreviation: 'NFC' }],
    ['one unknown team', teams.KC, { id: '99', abbreviation: 'XXX' }],
    ['a team without name', teams.KC, {}],
  ])('skips %s', (_, away, home) => {
    const { observation, quarantined, skipped } = one({ away, home });
    expect(observation.games).toEqual([]);
    expect(quarantined).toEqual([]);
    expect(skipped).toMatchObject([
      { gameId: '401772913', reason: expect.stringContaining('not two known') },
    ]);
  });

  it('quarantines a game with two home teams, one competitor, or a team against itself', () => {
    const twoHomes = gameEvent();
    const [competition] = twoHomes.competitions as [JsonObject];
    const [home] = competition.competitors as [JsonObject];
    competition.competitors = [home, home];
    expect(reasonsOf(read(scoreboard([twoHomes])))).toEqual(['sides']);
    competition.competitors = [home];
    expect(reasonsOf(read(scoreboard([twoHomes])))).toEqual(['malformed']);
    expect(reasonsOf(one({ home: teams.KC, away: teams.KC }))).toEqual(['sides']);
  });
});

describe('F6: kick-offs with or without seconds', () => {
  it.each([
    ['2025-12-21T21:05Z', '2025-12-21T21:05:00.000Z'],
    ['2025-12-21T21:05:30Z', '2025-12-21T21:05:30.000Z'],
    ['2025-12-21T21:05:00+00:00', '2025-12-21T21:05:00.000Z'],
    ['2025-12-21T16:05-05:00', '2025-12-21T21:05:00.000Z'],
  ])('%s', (date, kickoff) => {
    expect(gameOf({ date })).toMatchObject({ kickoff });
  });

  it.each(['TBD', '', '2025-12-21', '2025-13-41T21:05Z', '1970-01-01T00:00Z', '21/12/2025 21:05'])(
    'quarantines %j',
    (date) => {
      expect(reasonsOf(one({ date }))).toEqual(['bad-kick-off']);
    },
  );

  it('says when the time is a placeholder', () => {
    expect(gameOf({ competition: { timeValid: false } })).toMatchObject({ timeValid: false });
  });
});

describe('F7: scores are strings of digits', () => {
  it('reads them as numbers', () => {
    const game = gameOf({ status: statuses.inProgress, awayScore: '10', homeScore: '9' });
    expect(game).toMatchObject({ awayScore: 10, homeScore: 9 });
  });

  it.each<Json>([null, '', '7.5', '-3', 'seven', '1e2', '0x10', '200', 1.5, -1, { value: 7 }, [7], true])(
    'quarantines %j',
    (score) => {
      const result = one({ status: statuses.inProgress, awayScore: score });
      expect(result.observation.games).toEqual([]);
      expect(result.quarantined).toMatchObject([{ gameId: '401772913', reason: 'bad-score' }]);
    },
  );

  it('takes a missing score for 0 before kickoff only', () => {
    const withoutScores = (gameStatus: JsonObject) => {
      const event = gameEvent({ status: gameStatus });
      const [competition] = event.competitions as [JsonObject];
      for (const side of competition.competitors as JsonObject[]) delete side.score;
      return read(scoreboard([event]));
    };
    expect(withoutScores(statuses.scheduled).observation.games).toMatchObject([
      { homeScore: 0, awayScore: 0 },
    ]);
    expect(reasonsOf(withoutScores(statuses.inProgress))).toEqual(['bad-score']);
    expect(reasonsOf(withoutScores(statuses.final))).toEqual(['bad-score']);
  });

  it.each<Json>([null, '', ' ', '-', '--', 'TBD', '0.0', { value: 0, displayValue: '0' }, []])(
    'takes %j for 0 before kickoff',
    (score) => {
      expect(gameOf({ awayScore: score, homeScore: score })).toMatchObject({ awayScore: 0, homeScore: 0 });
    },
  );

  it.each<Json>([null, '', '-', { value: 7 }])(
    'asks no score of a game that is called off: %j',
    (awayScore) => {
      expect(gameOf({ status: statuses.postponed, awayScore })).toMatchObject({ state: 'off', awayScore: 0 });
    },
  );

  it('quarantines points before kickoff', () => {
    expect(reasonsOf(one({ awayScore: '7' }))).toEqual(['points-before-kick-off']);
  });
});

describe('F8: state and completed decide', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['scheduled', statuses.scheduled, { state: 'pre', period: 0, clock: '0:00', detail: '' }],
    ['in progress', statuses.inProgress, { state: 'in', period: 2, clock: '9:00', detail: '9:00 - 2nd' }],
    [
      'half-time',
      statuses.halftime,
      { state: 'in', period: 2, clock: '0:00', detail: 'Halftime', pause: 'break' },
    ],
    ['end of a period', statuses.endPeriod, { state: 'in', period: 3, clock: '0:00', pause: 'break' }],
    [
      'delayed',
      statuses.delayed,
      { state: 'in', period: 1, clock: '15:00', detail: 'Delayed', pause: 'delay' },
    ],
    ['final', statuses.final, { state: 'post', period: 4, clock: '0:00', detail: 'Final' }],
    [
      'final after overtime',
      statuses.overtimeFinal,
      { state: 'post', period: 5, clock: '0:00', detail: 'Final/OT' },
    ],
    ['postponed', statuses.postponed, { state: 'off', detail: 'Postponed' }],
    ['cancelled', statuses.cancelled, { state: 'off', detail: 'Canceled' }],
    ['suspended', statuses.suspended, { state: 'in', period: 1, detail: 'Suspended', pause: 'suspension' }],
    [
      'postponed while still "pre"',
      status('6', 'STATUS_POSTPONED', 'pre', false, 'Postponed', 0, '0:00'),
      { state: 'off' },
    ],
    [
      'an unknown name within a known state',
      status('77', 'STATUS_BRAND_NEW', 'in', false, 'New', 2, '1:00'),
      { state: 'in' },
    ],
  ])('%s', (_, gameStatus, expected) => {
    expect(gameOf({ status: gameStatus })).toMatchObject(expected);
  });

  it('shows a game that is delayed before kickoff as delayed', () => {
    const delayed = status('7', 'STATUS_DELAYED', 'pre', false, '12/21 - 8:20 PM EST', 0, '0:00');
    expect(gameOf({ status: delayed })).toMatchObject({ state: 'pre', detail: 'Delayed' });
  });

  it.each(['Weather hold', 'Lightning', ''])(
    'says that an interrupted game is delayed, whatever stands beside it: %j',
    (text) => {
      const held = status('7', 'STATUS_DELAYED', 'in', false, text, 1, '15:00');
      expect(gameOf({ status: held })).toMatchObject({ state: 'in', detail: 'Delayed' });
    },
  );

  it.each([null, '', 'TBD'])('calls a game off that has no date any more: %j', (date) => {
    const event = { ...gameEvent({ status: statuses.postponed, competition: { date } }), date };
    expect(read(scoreboard([event])).observation.games).toMatchObject([{ state: 'off', dateless: true }]);
    const open = { ...gameEvent({ competition: { date: null } }), date: null };
    expect(reasonsOf(read(scoreboard([open])))).toEqual(['bad-kick-off']);
  });

  it('a period or a clock does not start a game (ESPN shows 15:00 of the first hours before)', () => {
    const early = status('1', 'STATUS_SCHEDULED', 'pre', false, '12/21 - 4:05 PM EST', 1, '15:00');
    expect(gameOf({ status: early })).toMatchObject({ state: 'pre', period: 0, clock: '0:00', detail: '' });
  });

  it('quarantines an end without a result, unknown states and two statuses that contradict each other', () => {
    const strange = status('55', 'STATUS_FORFEIT', 'post', false, 'Forfeit', 4, '0:00');
    expect(reasonsOf(one({ status: strange }))).toEqual(['post-without-result']);
    const unknown = status('99', 'STATUS_X', 'paused', false, 'Paused', 2, '1:00');
    expect(reasonsOf(one({ status: unknown }))).toEqual(['unknown-state']);
    const torn = gameEvent({ status: statuses.final, competition: { status: statuses.inProgress } });
    expect(reasonsOf(read(scoreboard([torn])))).toEqual(['status-contradiction']);
  });
});

describe('F9: possession, red zone and last play only while the game runs', () => {
  const situation = { possession: '7', isRedZone: true, lastPlay: { text: 'TOUCHDOWN\u0000 \ud800 by DEN' } };

  it('names the side that has the ball, and cleans the text', () => {
    const game = gameOf({ status: statuses.inProgress, competition: { situation } });
    expect(game).toMatchObject({ possession: 'home', redZone: true, lastPlay: 'TOUCHDOWN by DEN' });
  });

  it('knows no side for a team that does not play', () => {
    const foreign = { situation: { ...situation, possession: '12' } };
    expect(gameOf({ status: statuses.inProgress, competition: foreign })).toMatchObject({ possession: null });
  });

  it.each([
    ['TWO-POINT CONVERSION ATTEMPT. SUCCEEDS.', 'two-point'],
    ['Tackled in the end zone, SAFETY', 'safety'],
    ['36-yard pass, TOUCHDOWN', undefined],
  ])('reads from %j what two points were', (text, twoPoints) => {
    const game = gameOf({
      status: statuses.inProgress,
      competition: { situation: { ...situation, lastPlay: { text } } },
    });
    expect(game?.twoPoints).toBe(twoPoints);
  });

  it('ignores it after the game', () => {
    const game = gameOf({ status: statuses.final, competition: { situation } });
    expect(game).toMatchObject({ possession: null, redZone: false, lastPlay: null });
  });
});

describe('F10: facts', () => {
  it('takes records, odds and the neutral site', () => {
    const game = gameOf({
      competition: { neutralSite: true, odds: [{ details: 'SEA -3.5', overUnder: 44.5 }] },
    });
    expect(game?.facts).toEqual({
      awayRecord: '12-2',
      homeRecord: '12-2',
      odds: 'SEA -3.5',
      overUnder: 44.5,
      neutral: true,
    });
  });
});

describe('F11: one bad game is kept out alone', () => {
  it('continues with the others', () => {
    const good = gameEvent({ id: '1' });
    const bad = gameEvent({
      id: '2',
      status: statuses.inProgress,
      homeScore: 'x',
      home: teams.KC,
      away: teams.BUF,
    });
    const result = read(scoreboard([bad, good, null, 'x', 7, { id: '3' }]));
    expect(result.observation.games.map((game) => game.id)).toEqual(['1']);
    expect(result.quarantined.map((game) => game.gameId)).toEqual([null, null, null, '2', '3']);
    expect(result.quarantined[3]?.excerpt).toContain('"score":"x"');
  });
});

describe('F12: the same game twice', () => {
  it('counts identical ones once', () => {
    expect(read(scoreboard([gameEvent(), gameEvent()])).observation.games).toHaveLength(1);
  });

  it('believes neither of two that differ', () => {
    const result = read(
      scoreboard([
        gameEvent({ status: statuses.final, homeScore: '3' }),
        gameEvent({ status: statuses.final, homeScore: '6' }),
        gameEvent({ id: '5', home: teams.KC, away: teams.BUF }),
      ]),
    );
    expect(result.observation.games.map((game) => game.id)).toEqual(['5']);
    expect(reasonsOf(result)).toEqual(['duplicate-contradiction']);
  });

  it('believes neither when one of them is malformed', () => {
    const spec = { status: statuses.inProgress };
    expect(reasonsOf(read(scoreboard([gameEvent(spec), gameEvent({ ...spec, homeScore: 'x' })])))).toEqual([
      'duplicate-contradiction',
    ]);
  });
});

describe('laws', () => {
  const anyEvent = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(...Object.values(statuses)).map((gameStatus) => gameEvent({ status: gameStatus })),
    fc
      .record(
        { id: fc.constantFrom('1', '2', '3'), homeScore: fc.jsonValue(), date: fc.string() },
        { requiredKeys: [] },
      )
      .map((spec) => gameEvent(spec as GameSpec)),
    fc.jsonValue().map((situation) => gameEvent({ competition: { situation: situation as Json } })),
    fc.jsonValue().map((competitors) => gameEvent({ competition: { competitors: competitors as Json } })),
  );

  it('normalise never throws, and accounts for every event', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const { observation, quarantined, skipped } = normalise({ season: null, week: null, events });
        expect(observation.games.length + quarantined.length + skipped.length).toBeLessThanOrEqual(
          events.length,
        );
        if (events.length > 0) {
          expect(observation.games.length + quarantined.length + skipped.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('any JSON is read or refused as a FeedError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        try {
          read(body);
        } catch (error) {
          expect(error).toBeInstanceOf(FeedError);
        }
      }),
    );
  });

  it('the order of the events does not matter', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyEvent, { maxLength: 6 })
          .chain((events) =>
            fc.tuple(
              fc.constant(events),
              fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
            ),
          ),
        ([events, shuffled]) => {
          const top = { season: { year: 2025, type: 2 }, week: { number: 16 } };
          expect(normalise({ ...top, events: shuffled })).toEqual(normalise({ ...top, events }));
        },
      ),
    );
  });

  it('survives an event nested thousands deep', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(read({ events: [deep, gameEvent()], season: null }).observation.games).toHaveLength(1);
  });
});
