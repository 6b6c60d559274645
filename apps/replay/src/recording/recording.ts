import type { EventKind, Season, Sunday, SundayEvent, SundayGame, Team, Venue } from './schema.js';

/** A moment of a game at which its clock is known; seconds of recorded time. */
export interface ClockPoint {
  at: number;
  period: number;
  clock: number;
}

/** One event of a game with its time and clock in numbers. */
export interface RecordedEvent {
  at: number;
  period: number;
  clock: number;
  awayScore: number;
  homeScore: number;
  kind: EventKind;
  text: string;
}

/** One game of the recorded Sunday; times are epoch milliseconds of recorded time. */
export interface RecordedGame {
  id: string;
  kickoff: number;
  away: string;
  home: string;
  neutral: boolean;
  events: readonly RecordedEvent[];
  clockPoints: readonly ClockPoint[];
}

/** A game of any other day: only its schedule and result are known. */
export interface ScheduledGame {
  id: string;
  week: number;
  season: number;
  kickoff: number;
  away: string;
  home: string;
  neutral: boolean;
  overtime: boolean;
  cancelled: boolean;
  awayScore: number;
  homeScore: number;
}

/** Everything that a replay serves: the Sunday, and the seasons around it. */
export interface Recording {
  name: string;
  season: number;
  week: number;
  /** Scheduled time of the first kickoff, epoch milliseconds. Position 0. */
  firstKickoff: number;
  /** Time of the first kickoff that really took place. */
  firstEvent: number;
  /** Time of the last event. */
  end: number;
  /** Scheduled time of the first game after the Sunday; infinite when there is none. */
  nextKickoff: number;
  games: ReadonlyMap<string, RecordedGame>;
  seasons: ReadonlyMap<number, readonly ScheduledGame[]>;
  teams: ReadonlyMap<string, Team>;
  venues: ReadonlyMap<string, Venue>;
}

/** Converts `9:11` to seconds. */
export function clockSeconds(text: string): number {
  const [minutes = '0', seconds = '0'] = text.split(':');
  return Number(minutes) * 60 + Number(seconds);
}

/** Builds the in-memory recording from validated files. Throws when a team is unknown. */
export function buildRecording(
  name: string,
  files: {
    sunday: Sunday;
    seasons: readonly Season[];
    teams: readonly Team[];
    venues: readonly Venue[];
  },
): Recording {
  const { sunday } = files;
  const games = new Map(sunday.games.map((game) => [game.id, recordedGame(game, sunday)]));
  const times = sunday.events.map((event) => Date.parse(event.t));
  const kickoffs = [...games.values()].map((game) => game.kickoff);
  const seasons = new Map(files.seasons.map((season) => [season.season, scheduledGames(season)]));
  const schedule = seasons.get(sunday.season) ?? [];
  const known = new Set(schedule.map((game) => game.id));
  const missing = [...games.values()].filter((game) => !known.has(game.id));
  seasons.set(sunday.season, [...schedule, ...missing.map((game) => fromRecorded(game, sunday))]);

  const recording: Recording = {
    name,
    season: sunday.season,
    week: sunday.week,
    firstKickoff: Math.min(...kickoffs),
    firstEvent: Math.min(...times),
    end: Math.max(...times),
    nextKickoff: nextKickoff([...seasons.values()].flat(), games),
    games,
    seasons,
    teams: new Map(files.teams.map((team) => [team.abbr, team])),
    venues: new Map(files.venues.map((venue) => [venue.abbr, venue])),
  };
  requireKnownTeams(recording);
  return recording;
}

function recordedGame(game: SundayGame, sunday: Sunday): RecordedGame {
  const events = sunday.events
    .filter((event) => event.game === game.id)
    .map(recordedEvent)
    .sort((a, b) => a.at - b.at);
  const start = events.find((event) => event.kind === 'kickoff')?.at ?? Date.parse(game.kickoff);
  const snaps = (sunday.ticks[game.id] ?? []).map(([seconds, period, clock]) => ({
    at: start + seconds * 1000,
    period,
    clock,
  }));
  const marks = events.map(({ at, period, clock }) => ({ at, period, clock }));
  return {
    id: game.id,
    kickoff: Date.parse(game.kickoff),
    away: game.away,
    home: game.home,
    neutral: game.neutral ?? false,
    events,
    clockPoints: monotonic([...snaps, ...marks].sort((a, b) => a.at - b.at)),
  };
}

function recordedEvent(event: SundayEvent): RecordedEvent {
  return {
    at: Date.parse(event.t),
    period: event.period,
    clock: clockSeconds(event.clock),
    awayScore: event.awayScore,
    homeScore: event.homeScore,
    kind: event.kind,
    text: event.text,
  };
}

/** Drops points at which the game clock would run backwards. */
function monotonic(points: readonly ClockPoint[]): ClockPoint[] {
  const kept: ClockPoint[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const forward =
      last === undefined ||
      point.period > last.period ||
      (point.period === last.period && point.clock <= last.clock);
    if (forward) {
      kept.push(point);
    }
  }
  return kept;
}

function scheduledGames(season: Season): ScheduledGame[] {
  return season.weeks.flatMap(({ week, games }) =>
    games.map((game) => ({
      id: game.id,
      week,
      season: season.season,
      kickoff: Date.parse(game.kickoff),
      away: game.away,
      home: game.home,
      neutral: game.neutral ?? false,
      overtime: game.overtime ?? false,
      cancelled: game.status === 'cancelled',
      awayScore: game.awayScore ?? 0,
      homeScore: game.homeScore ?? 0,
    })),
  );
}

function fromRecorded(game: RecordedGame, sunday: Sunday): ScheduledGame {
  const last = game.events.at(-1);
  return {
    id: game.id,
    week: sunday.week,
    season: sunday.season,
    kickoff: game.kickoff,
    away: game.away,
    home: game.home,
    neutral: game.neutral,
    overtime: (last?.period ?? 0) > 4,
    cancelled: false,
    awayScore: last?.awayScore ?? 0,
    homeScore: last?.homeScore ?? 0,
  };
}

function nextKickoff(schedule: readonly ScheduledGame[], games: ReadonlyMap<string, RecordedGame>): number {
  const first = Math.min(...[...games.values()].map((game) => game.kickoff));
  return schedule
    .filter((game) => !games.has(game.id) && game.kickoff >= first)
    .reduce((earliest, game) => Math.min(earliest, game.kickoff), Number.POSITIVE_INFINITY);
}

function requireKnownTeams(recording: Recording): void {
  const scheduled = [...recording.seasons.values()].flat();
  for (const game of scheduled) {
    for (const abbr of [game.away, game.home]) {
      if (!recording.teams.has(abbr)) {
        throw new Error(`game ${game.id} names the unknown team ${abbr}`);
      }
    }
  }
}
