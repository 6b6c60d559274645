import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  loadRecording,
  type RecordedGame,
  type Recording,
  type ScheduledGame,
  scoreboard,
} from '@sunday-live/replay';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The feed names a season this long before its first kickoff, and a week as soon as the previous one is over. */
const SEASON_LEAD = 10 * DAY;
const WEEK_ENDS = 30 * 60 * MINUTE;

/** Growth of a score: minutes after the kickoff, share of the final points. */
const COURSE = [
  { minute: 0, share: 0, period: 1, clock: 900, kind: 'kickoff' },
  { minute: 40, share: 0.3, period: 2, clock: 700, kind: 'TD' },
  { minute: 95, share: 0.5, period: 2, clock: 0, kind: 'halftime' },
  { minute: 140, share: 0.8, period: 4, clock: 600, kind: 'TD' },
  { minute: 190, share: 1, period: 4, clock: 0, kind: 'final' },
] as const;

export interface SeasonFeed {
  readonly url: string;
  /** All games, including results that lie ahead of the clock. */
  games(season: number): readonly ScheduledGame[];
  setClock(at: Date): void;
  close(): Promise<void>;
}

/** Whole seasons as ESPN's scoreboard would have shown them at any time: the real schedule, the real results. */
export async function startSeasonFeed(): Promise<SeasonFeed> {
  const source = loadRecording();
  let time = 0;
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://feed').searchParams;
    const current = currentWeek(source, time);
    const asked = query.get('week');
    const week = asked === null ? current : { season: Number(query.get('dates')), week: Number(asked) };
    const known = query.get('seasontype') === null || query.get('seasontype') === '2';
    const recording = recordingOf(source, week.season);
    const body = scoreboard(
      recording,
      { time, dates: { shift: 0, dateOf: (game) => game.kickoff } },
      known ? { kind: 'week', ...week } : { kind: 'nothing' },
      '2025',
    );
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    games: (season) => source.seasons.get(season) ?? [],
    setClock: (at) => {
      time = at.getTime();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Returns the week that the feed names when the request names none. */
function currentWeek(source: Recording, time: number): { season: number; week: number } {
  const seasons = [...source.seasons].sort(([a], [b]) => b - a);
  for (const [season, games] of seasons) {
    if (time < Math.min(...games.map(({ kickoff }) => kickoff)) - SEASON_LEAD) continue;
    const ahead = games.filter((game) => time < lastKickoff(games, game.week) + WEEK_ENDS);
    return {
      season,
      week: Math.min(...(ahead.length > 0 ? ahead : games.slice(-1)).map(({ week }) => week)),
    };
  }
  throw new Error('the clock stands before every season that is recorded');
}

function lastKickoff(games: readonly ScheduledGame[], week: number): number {
  return Math.max(...games.filter((game) => game.week === week).map(({ kickoff }) => kickoff));
}

const made = new Map<number, Recording>();

function recordingOf(source: Recording, season: number): Recording {
  const known = made.get(season);
  if (known !== undefined) return known;
  const games = source.seasons.get(season) ?? [];
  const recording = { ...source, season, games: new Map(games.map((game) => [game.id, recorded(game)])) };
  made.set(season, recording);
  return recording;
}

function recorded(game: ScheduledGame): RecordedGame {
  const events = COURSE.map(({ minute, share, period, clock, kind }) => ({
    at: game.kickoff + minute * MINUTE,
    period,
    clock,
    awayScore: Math.floor(game.awayScore * share),
    homeScore: Math.floor(game.homeScore * share),
    kind,
    text: '',
  }));
  const { id, kickoff, away, home, neutral } = game;
  return { id, kickoff, away, home, neutral, events, clockPoints: events };
}
