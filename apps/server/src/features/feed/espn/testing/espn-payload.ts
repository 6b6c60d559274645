/** Builders of answers in ESPN's shape, for tests: only what matters, and every oddity on demand. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface GameSpec {
  id?: string;
  away?: JsonObject;
  home?: JsonObject;
  awayScore?: Json;
  homeScore?: Json;
  status?: JsonObject;
  date?: string;
  season?: Json;
  week?: Json;
  competition?: JsonObject;
}

export const teams = {
  JAX: { id: '30', abbreviation: 'JAX' },
  DEN: { id: '7', abbreviation: 'DEN' },
  KC: { id: '12', abbreviation: 'KC' },
  BUF: { id: '2', abbreviation: 'BUF' },
} satisfies Record<string, JsonObject>;

export const statuses = {
  scheduled: status('1', 'STATUS_SCHEDULED', 'pre', false, '12/21 - 8:20 PM EST', 0, '0:00'),
  inProgress: status('2', 'STATUS_IN_PROGRESS', 'in', false, '9:00 - 2nd', 2, '9:00'),
  halftime: status('23', 'STATUS_HALFTIME', 'in', false, 'Halftime', 2, '0:00'),
  endPeriod: status('22', 'STATUS_END_PERIOD', 'in', false, 'End of 3rd', 3, '0:00'),
  delayed: status('7', 'STATUS_DELAYED', 'in', false, 'Delayed', 1, '15:00'),
  final: status('3', 'STATUS_FINAL', 'post', true, 'Final', 4, '0:00'),
  overtimeFinal: status('3', 'STATUS_FINAL', 'post', true, 'Final/OT', 5, '5:16'),
  postponed: status('6', 'STATUS_POSTPONED', 'post', false, 'Postponed', 0, '0:00'),
  cancelled: status('5', 'STATUS_CANCELED', 'post', false, 'Canceled', 0, '0:00'),
  suspended: status('8', 'STATUS_SUSPENDED', 'post', false, 'Suspended', 1, '5:58'),
};

export function status(
  id: string,
  name: string,
  state: string,
  completed: boolean,
  shortDetail: string,
  period: number,
  displayClock: string,
): JsonObject {
  const type = { id, name, state, completed, description: name, detail: shortDetail, shortDetail };
  return { clock: 0, displayClock, period, type };
}

/** One event; by default JAX at DEN, scheduled, regular season 2025 week 16. */
export function gameEvent(spec: GameSpec = {}): JsonObject {
  const id = spec.id ?? '401772913';
  const date = spec.date ?? '2025-12-21T21:05Z';
  const gameStatus = spec.status ?? statuses.scheduled;
  const event: JsonObject = {
    id,
    uid: `s:20~l:28~e:${id}`,
    date,
    name: 'A at B',
    season: spec.season ?? { year: 2025, type: 2, slug: 'regular-season' },
    status: gameStatus,
    competitions: [
      {
        id,
        date,
        timeValid: true,
        neutralSite: false,
        competitors: [
          competitor('home', spec.home ?? teams.DEN, spec.homeScore === undefined ? '0' : spec.homeScore),
          competitor('away', spec.away ?? teams.JAX, spec.awayScore === undefined ? '0' : spec.awayScore),
        ],
        status: gameStatus,
        ...spec.competition,
      },
    ],
  };
  if (spec.week !== null) event.week = spec.week ?? { number: 16 };
  return event;
}

function competitor(homeAway: string, team: JsonObject, score: Json): JsonObject {
  return {
    id: team.id ?? '',
    homeAway,
    score,
    team,
    records: [{ name: 'overall', type: 'total', summary: '12-2' }],
  };
}

/** A whole answer; by default it names regular season 2025, week 16. */
export function scoreboard(
  events: Json[],
  top: JsonObject = { season: { type: 2, year: 2025 }, week: { number: 16 } },
) {
  return { leagues: [{ id: '28', abbreviation: 'NFL' }], ...top, events } satisfies JsonObject;
}
