import type { RulesName, ScheduledGame, Side, WeekCard } from '@sunday-live/scoring';

/** A game with its favourite; null without odds. */
export interface AnalysedGame extends ScheduledGame {
  readonly favourite: Side | null;
  /** No pick of it can be made or changed any more: a card without a pick stays without one. */
  readonly locked: boolean;
}

/** A player of the league with the season's cards, as far as other players may see them. */
export interface AnalysedMember {
  readonly id: string;
  readonly n: number;
  readonly name: string;
  readonly team: string | null;
  readonly cards: readonly WeekCard[];
}

/** A player's result in an earlier season. */
export interface PastResult {
  readonly points: number;
  readonly right: number;
  readonly played: number;
  readonly rank: number;
}

export interface PastSeason {
  readonly season: number;
  /** By player. */
  readonly results: Readonly<Record<string, PastResult>>;
}

/** The whole input of a report: a league's season at one moment. All tasks of a report read the same one. */
export interface LeagueSeason {
  readonly season: number;
  readonly league: { readonly id: string; readonly name: string };
  readonly rules: RulesName;
  readonly games: readonly AnalysedGame[];
  /** Members with a card in the season, and the players of the report. */
  readonly members: readonly AnalysedMember[];
  /** Number of players in the league when `members` is a sample of them; otherwise null. */
  readonly sampledFrom: number | null;
  readonly past: readonly PastSeason[];
}

/** Returns a member. Throws RangeError for an unknown player; callers must have checked. */
export function memberOf({ members }: Pick<LeagueSeason, 'members'>, player: string): AnalysedMember {
  const found = members.find(({ id }) => id === player);
  if (found === undefined) throw new RangeError(`player ${player} is not in this season`);
  return found;
}
