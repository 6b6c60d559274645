import {
  DEFAULT_RULES,
  type Entrant,
  type GameState,
  RULES,
  type Side,
  weekStandings,
} from '@sunday-live/scoring';
import { GAMES, WEEK } from '../../../game/recorded-sunday.js';
import type { Frame } from '../../../game/sunday.js';

/**
 * An invented player: favourite team, picks in the order of the games (A away, H home), banker's team, joker.
 */
type Person = readonly [name: string, team: string, picks: string, banker: string, joker?: true];

const SOFA: readonly Person[] = [
  ['Nora', 'GB', 'HAAHHHAHHAAHAH', 'KC'],
  ['Emre', 'PHI', 'AAAHAAAHHAHHAA', 'PHI', true],
  ['Lena', 'BUF', 'AHHHHHAAHAHHAH', 'BUF'],
  ['Sam', 'SF', 'HAAHAAAHHHHHAH', 'ARI'],
  ['Mats', 'DET', 'AHAHAHHHHAAHHA', 'CHI'],
  ['Ines', 'MIA', 'AHAHHHAAHAAHAA', 'BAL', true],
];

/** One row of the picture. */
export interface SofaRow {
  readonly n: number;
  readonly name: string;
  readonly team: string;
  readonly banker: string;
  readonly rank: number;
  /** null before the first kickoff of a picked game. */
  readonly points: number | null;
}

export const ENTRANTS: readonly Entrant[] = SOFA.map(([name, , picks, banker, joker], n) => ({
  n,
  name,
  cards: [
    {
      week: WEEK,
      picks: Object.fromEntries(GAMES.map(([id], i) => [id, sideOf(picks[i])])),
      banker: GAMES.find(([, , away]) => away === banker)?.[0] ?? null,
      joker: joker === true,
    },
  ],
}));

function sideOf(letter: string | undefined): Side {
  return letter === 'A' ? 'away' : 'home';
}

/** Computes the standings of six players from the current games, best first. */
export function sofaTable(games: readonly GameState[]): SofaRow[] {
  return weekStandings(ENTRANTS, games, RULES[DEFAULT_RULES], WEEK).map(
    ({ n, name, rank, points, counted }) => {
      const [, team = '', , banker = ''] = SOFA[n] ?? [];
      return { n, name, team, banker, rank, points: counted > 0 ? points : null };
    },
  );
}

/** Returns the places that each player won (negative: lost) between two frames, by number. */
export function climbs(before: Frame | undefined, now: Frame): ReadonlyMap<number, number> {
  if (!before) return new Map();
  const ranks = new Map(sofaTable(before.games).map(({ n, rank }) => [n, rank]));
  return new Map(sofaTable(now.games).map(({ n, rank }) => [n, (ranks.get(n) ?? rank) - rank]));
}
