import type { Game } from '@sunday-live/contract';

export type Result = 'W' | 'L' | 'T';

/** A team's results so far. */
export interface TeamForm {
  /** `4-3`, `4-3-1` */
  readonly record: string;
  /** Share of the games won, a tie as half a win. */
  readonly share: number;
  /** The latest results, the last one at the end. */
  readonly last: readonly Result[];
}

const SHOWN = 5;

/** Computes record and latest results of every team from the season's finished games before a week. */
export function teamForms(games: Iterable<Game>, beforeWeek: number): ReadonlyMap<string, TeamForm> {
  const played = [...games]
    .filter((game) => game.state === 'post' && game.week < beforeWeek)
    .sort((a, b) => Date.parse(a.kickoff) - Date.parse(b.kickoff));
  const results = new Map<string, Result[]>();
  const note = (team: string, own: number, other: number) => {
    const all = results.get(team) ?? [];
    all.push(own > other ? 'W' : own < other ? 'L' : 'T');
    results.set(team, all);
  };
  for (const { away, home, awayScore, homeScore } of played) {
    note(away, awayScore, homeScore);
    note(home, homeScore, awayScore);
  }
  return new Map([...results].map(([team, all]) => [team, formOf(all)]));
}

function formOf(all: readonly Result[]): TeamForm {
  const count = (wanted: Result) => all.filter((result) => result === wanted).length;
  const [won, lost, tied] = [count('W'), count('L'), count('T')];
  return {
    record: tied > 0 ? `${won}-${lost}-${tied}` : `${won}-${lost}`,
    share: (won + tied / 2) / all.length,
    last: all.slice(-SHOWN),
  };
}
