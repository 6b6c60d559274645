import { type ServedDates } from '../clock/served-dates.js';
import type { Recording, ScheduledGame } from '../recording/recording.js';
import { type GameState, recordedGameState, scheduledGameState } from '../state/game-state.js';
import { easternDay } from './dates.js';
import { type ServedGame, scoreboardEvent } from './event.js';
import { league } from './league.js';
import { earlierResults } from './records.js';
import type { Scoreboard, Shape } from './schema.js';
import { byeTeam } from './team.js';

/** The part of the schedule that a request selects. */
export type Selection =
  | { kind: 'week'; season: number; week: number }
  | { kind: 'day'; day: string }
  | { kind: 'nothing' };

/** One moment of a replay: recorded time (epoch milliseconds) and the dates served at that time. */
export interface Moment {
  time: number;
  dates: ServedDates;
}

/** Builds the scoreboard for a selection at a moment: a pure function of its arguments. */
export function scoreboard(
  recording: Recording,
  { time, dates }: Moment,
  selection: Selection,
  shape: Shape,
): Scoreboard {
  const schedule = recording.seasons.get(recording.season) ?? [];
  const games = select(recording, selection, dates);
  const events = games
    .map((game) => ({ game, state: stateOf(recording, game, time), date: dates.dateOf(game) }))
    .sort((a, b) => rank(recording, a) - rank(recording, b) || a.date - b.date || byId(a, b))
    .map((served) => {
      const season = recording.seasons.get(served.game.season) ?? [];
      return scoreboardEvent(recording, served, earlierResults(season, served.game.week), shape);
    });
  return {
    leagues: [league(recording.season, schedule, dates.shift, shape)],
    ...(selection.kind === 'week' && games.length > 0
      ? {
          season: { type: 2, year: selection.season },
          week: { number: selection.week, ...teamsOnBye(recording, games) },
        }
      : {}),
    events,
    ...(shape === '2025' ? { provider: { id: '100', name: 'Draft Kings', priority: 1 } } : {}),
  };
}

/** Returns the state of any known game at a recorded time. */
export function stateOf(recording: Recording, game: ScheduledGame, time: number): GameState {
  const recorded = recording.games.get(game.id);
  return recorded === undefined
    ? scheduledGameState(game, game.kickoff < recording.firstKickoff)
    : recordedGameState(recorded, time);
}

function select(recording: Recording, selection: Selection, dates: ServedDates): ScheduledGame[] {
  switch (selection.kind) {
    case 'nothing':
      return [];
    case 'week':
      return (recording.seasons.get(selection.season) ?? []).filter((game) => game.week === selection.week);
    case 'day':
      return [...recording.seasons.values()]
        .flat()
        .filter((game) => easternDay(dates.dateOf(game)).startsWith(selection.day));
  }
}

/** ESPN's order: live games, the Sunday's finals, its upcoming games, other finals, later games. */
function rank(recording: Recording, { game, state }: ServedGame): number {
  const over = state.phase === 'final' || state.phase === 'cancelled';
  if (!over && state.phase !== 'pre') {
    return 0;
  }
  const ofSunday = recording.games.has(game.id);
  return (ofSunday ? 1 : 3) + (over ? 0 : 1);
}

function byId(a: ServedGame, b: ServedGame): number {
  return a.game.id < b.game.id ? -1 : 1;
}

function teamsOnBye(recording: Recording, games: readonly ScheduledGame[]) {
  const playing = new Set(games.flatMap((game) => [game.away, game.home]));
  const resting = [...recording.teams.keys()].filter((abbr) => !playing.has(abbr));
  return resting.length === 0 || resting.length > 16
    ? {}
    : { teamsOnBye: resting.map((abbr) => byeTeam(recording, abbr)) };
}
