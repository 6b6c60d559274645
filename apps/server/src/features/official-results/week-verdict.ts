import type { ResultProblem, ResultState } from '@sunday-live/contract';
import type { WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';

/** An impossible observation of a game. */
export interface Contradiction {
  readonly game: string;
  readonly reason: string;
}

/** A final score by hand, where the feed says another one. */
export interface OtherFinal {
  readonly game: string;
  /** The feed's: `28-14`. */
  readonly score: string;
}

/** How many games were moved out of a week, and into it, after it had closed. */
export interface WeekMoves {
  readonly left: number;
  readonly arrived: number;
}

/** The data from which a week is judged. */
export interface WeekCase {
  readonly week: WeekOfGames;
  /** Number of games when the week closed; null: it has not closed yet. */
  readonly scheduled: number | null;
  /** Games known to have left or entered the week since it closed. */
  readonly moves: WeekMoves;
  readonly contradictions: readonly Contradiction[];
  readonly otherFinals: readonly OtherFinal[];
  /** Keys of problems that an admin has accepted. */
  readonly accepted: ReadonlySet<string>;
  /** The database's clock. */
  readonly now: Date;
}

/** A problem, with a key that stays the same while the problem does. */
export interface FoundProblem extends ResultProblem {
  readonly key: string;
}

export interface Verdict {
  readonly state: ResultState;
  readonly problems: readonly FoundProblem[];
}

type Finding = Omit<FoundProblem, 'key' | 'accepted'> & { readonly detail?: string };

/** A game takes four hours at most; if it is not over by then, an admin must look at it (ms). */
const OVERDUE_MS = 12 * 60 * 60_000;
/** No team of the league has ever scored so much. */
const MOST_POINTS = 99;

/** Decides whether the results of a week can be believed (rule R7 of docs/season.md). */
export function judgeWeek(given: WeekCase): Verdict {
  const { games } = given.week;
  const over = games.length > 0 && games.every((game) => game.state === 'post' || game.state === 'off');
  const findings = [
    ...overdue(given),
    ...(over ? [...counts(given), ...teams(games), ...scores(games), ...differing(given)] : []),
  ];
  if (over || findings.length > 0) findings.push(...contradictions(given));
  const problems = findings.map(({ detail, ...problem }): FoundProblem => {
    const key = [problem.code, problem.game ?? '', detail ?? ''].join(':');
    return { ...problem, key, accepted: given.accepted.has(key) };
  });
  const trouble = problems.some((problem) => !problem.accepted);
  return { state: trouble ? 'alert' : over ? 'confirmed' : 'open', problems };
}

function overdue({ week, now }: WeekCase): Finding[] {
  return week.games
    .filter((game) => game.state === 'pre' || game.state === 'in')
    .filter((game) => game.time_valid && now.getTime() - game.kickoff.getTime() > OVERDUE_MS)
    .map((game) => ({
      code: 'not-finished',
      game: game.id,
      message:
        game.pause === 'suspension' && game.hand_since !== null
          ? `${title(game)} is suspended by hand. The week waits until you enter its end or call it off.`
          : `${title(game)} is not over, twelve hours after its kickoff. Unless something of it changes, it is no longer polled as a live game. If the feed is stuck, wait or import the schedule again; if the game was called off, the feed has to say so.`,
    }));
}

function counts({ week: { games }, scheduled, moves }: WeekCase): Finding[] {
  const findings: Finding[] = [];
  const detail = `${scheduled}/${games.length}`;
  if (scheduled !== null && games.length + moves.left < scheduled) {
    findings.push({
      code: 'game-missing',
      detail,
      message: `The week closed with ${scheduled} games and now has ${games.length}. If a game was moved to another week, confirm; else import the schedule again.`,
    });
  }
  if (scheduled !== null && games.length - moves.arrived > scheduled) {
    findings.push({
      code: 'game-added',
      detail,
      message: `The week closed with ${scheduled} games and now has ${games.length}, so nobody could pick all of them. If a game was moved here, confirm.`,
    });
  }
  if (!games.some((game) => game.state === 'post')) {
    findings.push({
      code: 'none-played',
      message: 'Every game was called off. If that is so, confirm: the week then counts for nobody.',
    });
  }
  return findings;
}

function teams(games: readonly StoredGame[]): Finding[] {
  const times = new Map<string, number>();
  const played = games.filter((game) => game.state !== 'off');
  for (const team of played.flatMap(({ away, home }) => [away, home]))
    times.set(team, (times.get(team) ?? 0) + 1);
  return [...times]
    .filter(([, count]) => count > 1)
    .map(([team, count]) => ({
      code: 'team-twice',
      detail: team,
      message: `${team} plays ${count} games in this week. One of them is wrong: look at the games before you confirm.`,
    }));
}

function scores(games: readonly StoredGame[]): Finding[] {
  return games
    .filter((game) => game.state === 'post' && !isPlausible(game.away_score, game.home_score))
    .map((game) => ({
      code: 'score-implausible',
      game: game.id,
      detail: `${game.away_score}-${game.home_score}`,
      message: `${title(game)} ended ${game.away_score}–${game.home_score}, says the feed. If that is so, confirm; else wait for its correction.`,
    }));
}

/** Before the end one of the two may only be late; at the end a person must decide (rule H11). */
function differing({ week, otherFinals }: WeekCase): Finding[] {
  return otherFinals.flatMap(({ game: id, score }) => {
    const game = week.games.find((each) => each.id === id);
    if (game === undefined) return [];
    return {
      code: 'feed-differs',
      game: id,
      detail: score,
      message: `${title(game)} ended ${game.away_score}–${game.home_score} by hand, and ${score.replace('-', '–')} says the feed. Give the game back, or confirm if your score is right.`,
    };
  });
}

function isPlausible(...points: readonly [number, number]): boolean {
  return Math.max(...points) > 0 && Math.max(...points) <= MOST_POINTS && !points.includes(1);
}

function contradictions({ week, contradictions: found }: WeekCase): Finding[] {
  const titles = new Map(week.games.map((game) => [game.id, title(game)]));
  return found.map(({ game, reason }) => ({
    code: 'contradiction',
    game,
    detail: reason,
    message: `The feed contradicts itself about ${titles.get(game) ?? `game ${game}`} (${reason}). What was stored before stands: if that is right, confirm; else wait until the feed takes it back.`,
  }));
}

function title({ away, home }: StoredGame): string {
  return `${away} at ${home}`;
}
