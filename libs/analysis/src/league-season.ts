import type { RulesName, ScheduledGame, Side, WeekCard } from '@sunday-live/scoring';

/** A game, with who was expected to win it when odds were known. */
export interface AnalysedGame extends ScheduledGame {
  readonly favourite: Side | null;
  /** No pick of it can be made or changed any more: a card without one stays without. */
  readonly locked: boolean;
}

/** A player of the league with the season's cards, as far as others may see them. */
export interface AnalysedMember {
  readonly id: string;
  readonly n: number;
  readonly name: string;
  readonly team: string | null;
  readonly cards: readonly WeekCard[];
}

/** How somebody did in an earlier season. */
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

/** Everything that a report looks at: a league's season at one moment. All tasks of a report read the same. */
export interface LeagueSeason {
  readonly season: number;
  readonly league: { readonly id: string; readonly name: string };
  readonly rules: RulesName;
  readonly games: readonly AnalysedGame[];
  /** Who has a card in the season, and who is asked about. */
  readonly members: readonly AnalysedMember[];
  /** How many players the league has, where `members` are a sample of them; else null. */
  readonly sampledFrom: number | null;
  readonly past: readonly PastSeason[];
}

/** Ends with an error where the player is none of the members: the caller made sure. */
export function memberOf({ members }: Pick<LeagueSeason, 'members'>, player: string): AnalysedMember {
  const found = members.find(({ id }) => id === player);
  if (found === undefined) throw new RangeError(`player ${player} is not in this season`);
  return found;
}
