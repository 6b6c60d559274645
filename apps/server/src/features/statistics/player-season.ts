import type { PlayedWeek, SeasonFigures } from '@sunday-live/contract';
import { playerFigures } from './player-figures.js';
import { jokerShown, type SeasonReview } from './season-review.js';

/** Summarises a player's season within a league. @param slot null: the player is in no standings of the season */
export function seasonFigures(review: SeasonReview, season: number, slot: number | null): SeasonFigures {
  const { totals, places, runs, ranked, weeks } = review;
  const players = ranked.length;
  if (slot === null) return { ...NOTHING, season, players };
  const bankers = totals.bankers[slot] as number;
  const rank = places[slot] as number;
  return {
    season,
    rank,
    ...(ranked.some((other) => other.slot !== slot && places[other.slot] === rank) ? { shared: true } : {}),
    players,
    points: totals.points[slot] as number,
    right: totals.right[slot] as number,
    played: totals.played[slot] as number,
    weeks: weeks.filter(({ has }) => has[slot] === 1).length,
    ...playerFigures(review, slot),
    bankerAverage: bankers === 0 ? null : (totals.bankerPoints[slot] as number) / bankers,
    bankers,
    run: runs[slot] as number,
  };
}

/** Returns a player's weeks within a league: every week that has begun, played or not. */
export function playedWeeks({ weeks }: SeasonReview, slot: number | null): PlayedWeek[] {
  return weeks.map((column) => {
    const { week, over, average, totals, has, places } = column;
    if (slot === null || has[slot] === 0) {
      const rank = slot === null ? null : places[slot] || null;
      return { week, over, points: null, right: 0, played: 0, average, rank, joker: false };
    }
    return {
      week,
      over,
      points: totals.points[slot] as number,
      right: totals.right[slot] as number,
      played: totals.played[slot] as number,
      average,
      rank: places[slot] || null,
      joker: jokerShown(column, slot),
    };
  });
}

/** Returns the player's slot; null when the player is not in the season's standings. */
export function slotOf({ ranked }: SeasonReview, player: string): number | null {
  return ranked.find(({ id }) => id === player)?.slot ?? null;
}

const NOTHING: Omit<SeasonFigures, 'season' | 'players'> = {
  rank: null,
  points: 0,
  right: 0,
  played: 0,
  weeks: 0,
  best: null,
  worst: null,
  average: null,
  bankerAverage: null,
  bankers: 0,
  jokers: 0,
  run: 0,
};
