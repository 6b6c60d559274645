import type { GameFacts, Side } from '@sunday-live/contract';

/** A team's chance to win by the odds, and its average points when it wins. */
export interface Chance {
  readonly win: number;
  readonly points: number;
}

/** The odds of a game. `homeBy`: points by which the home team is favoured; negative: the road team. */
export interface Line {
  readonly homeBy: number;
  readonly total: number;
}

type Teams = { readonly away: string; readonly home: string };

/** A game without odds: no favourite, and the usual total of an NFL game. */
export const NO_ODDS: Line = { homeBy: 0, total: 45 };

/** Standard deviation of final margins around the odds' line, over many NFL seasons. */
const MARGIN_DEVIATION = 13.5;

/** Parses `BAL -3.5` or `EVEN`; null when there are no odds, or none about these teams. */
export function lineOf({ away, home }: Teams, facts: GameFacts | undefined): Line | null {
  const total = facts?.overUnder ?? NO_ODDS.total;
  const odds = facts?.odds?.trim() ?? '';
  if (/^(even|pk|pick ?'?em)$/i.test(odds)) return { homeBy: 0, total };
  const [, team, line] = /^([A-Z]{2,4}) -(\d{1,2}(?:\.5)?)$/.exec(odds) ?? [];
  if (team === home) return { homeBy: Number(line), total };
  return team === away ? { homeBy: -Number(line), total } : null;
}

/** Formats the odds: `BAL by 3.5`; null without odds. */
export function lineWords(teams: Teams, facts: GameFacts | undefined): string | null {
  const line = lineOf(teams, facts);
  if (!line) return null;
  const side = favourite(line);
  return side ? `${teams[side]} by ${Math.abs(line.homeBy)}` : 'even';
}

/** Returns the side that the odds favour; null: none. */
export function favourite({ homeBy }: Line): Side | null {
  if (homeBy === 0) return null;
  return homeBy > 0 ? 'home' : 'away';
}

/**
 * Computes both teams' chances. The margin is normal around the line and independent of the total: a team's
 * points are half of total plus margin, so the mean over the games that it wins has a closed form.
 */
export function chances({ homeBy, total }: Line): Readonly<Record<Side, Chance>> {
  return { home: chance(homeBy, total), away: chance(-homeBy, total) };
}

function chance(by: number, total: number): Chance {
  const z = by / MARGIN_DEVIATION;
  const win = below(z);
  const margin = by + (MARGIN_DEVIATION * density(z)) / win;
  return { win, points: (total + margin) / 2 };
}

function density(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The normal distribution (Abramowitz and Stegun 26.2.17), exact to seven places. */
function below(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    density(z) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
