import { loadRecording, type RecordedGame, type Recording, type ScheduledGame } from '@sunday-live/replay';

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Lists the Sundays of the recorded season, first week first; see `sundayOf`. */
export function sundaysOf(count: number): Recording[] {
  const source = loadRecording();
  const weeks = [...new Set(gamesOf(source).map(({ week }) => week))].sort((a, b) => a - b);
  return weeks.slice(0, count).map((week) => sundayOf(source, week));
}

/**
 * Turns a week into one Sunday: all its games with their real results, each with the course of a game of the recorded
 * Sunday (kickoff, scores and clock at the same times of the day).
 */
export function sundayOf(source: Recording, week: number): Recording {
  const schedule = gamesOf(source);
  const later = (week - source.week) * WEEK_MS;
  const courses = [...source.games.values()];
  const ofWeek = schedule.filter((game) => game.week === week);
  const games = ofWeek.map((game, i) => {
    const course = courses[i % courses.length];
    if (course === undefined) throw new Error('the recording has no games');
    return played(game, course, later);
  });
  const kickoffs = schedule.filter((game) => game.week > week).map(({ kickoff }) => kickoff);
  return {
    ...source,
    name: `${source.season}-w${week}`,
    week,
    firstKickoff: source.firstKickoff + later,
    firstEvent: source.firstEvent + later,
    end: source.end + later,
    nextKickoff: kickoffs.reduce((first, kickoff) => Math.min(first, kickoff), Number.POSITIVE_INFINITY),
    games: new Map(games.map((game) => [game.id, game])),
  };
}

/** All games of a week with their results. */
export function resultsOf({ week, ...recording }: Recording): ScheduledGame[] {
  return gamesOf(recording).filter((game) => game.week === week);
}

function gamesOf({ seasons, season }: Pick<Recording, 'season' | 'seasons'>): readonly ScheduledGame[] {
  return seasons.get(season) ?? [];
}

function played(game: ScheduledGame, course: RecordedGame, later: number): RecordedGame {
  const last = course.events.at(-1);
  const { id, away, home, neutral } = game;
  const events = course.events.map((event) => ({
    ...event,
    at: event.at + later,
    awayScore: share(event === last, event.awayScore, last?.awayScore ?? 0, game.awayScore),
    homeScore: share(event === last, event.homeScore, last?.homeScore ?? 0, game.homeScore),
  }));
  const clockPoints = course.clockPoints.map((point) => ({ ...point, at: point.at + later }));
  return { id, away, home, neutral, kickoff: course.kickoff + later, events, clockPoints };
}

/** Returns the share of the result that the course had reached; all of it at the end. */
function share(over: boolean, points: number, all: number, result: number): number {
  return over ? result : all === 0 ? 0 : Math.floor((points / all) * result);
}
