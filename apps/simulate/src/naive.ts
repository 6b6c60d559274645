import type { ScheduledGame } from '@sunday-live/replay';
import type { SimCard, SimPlayer } from './crowd.js';

/** A row of standings, counted as a player would by the rules of the game, without the scoring library. */
export interface NaiveRow {
  readonly id: string;
  readonly rank: number;
  readonly points: number;
  readonly right: number;
}

interface Count {
  points: number;
  right: number;
  bankerPoints: number;
  bankers: number;
}

/** The season's table under the default rules after these weeks. */
export function naiveSeason(
  players: readonly SimPlayer[],
  games: readonly ScheduledGame[],
  season: number,
  weeks: readonly number[],
): NaiveRow[] {
  const counted = players.flatMap((player) => {
    const cards = weeks.flatMap((week) => player.cards.get(`${season}/${week}`) ?? []);
    return cards.length === 0 ? [] : [{ id: player.id, ...sum(cards.map((card) => count(card, games))) }];
  });
  const better = (a: Count, b: Count): boolean => {
    if (a.points !== b.points) return a.points > b.points;
    if (a.right !== b.right) return a.right > b.right;
    // averages compared as fractions
    return a.bankerPoints * b.bankers > b.bankerPoints * a.bankers;
  };
  return counted.map((own) => ({
    id: own.id,
    rank: 1 + counted.filter((other) => better(other, own)).length,
    points: own.points,
    right: own.right,
  }));
}

/** The table of one week under the default rules. */
export function naiveWeek(
  players: readonly SimPlayer[],
  games: readonly ScheduledGame[],
  season: number,
  week: number,
): NaiveRow[] {
  const counted = players.flatMap((player) => {
    const card = player.cards.get(`${season}/${week}`);
    return card === undefined ? [] : [{ id: player.id, ...count(card, games) }];
  });
  return counted.map((own) => ({
    id: own.id,
    rank:
      1 +
      counted.filter(
        (other) => other.points > own.points || (other.points === own.points && other.right > own.right),
      ).length,
    points: own.points,
    right: own.right,
  }));
}

function count({ picks, banker, joker }: SimCard, games: readonly ScheduledGame[]): Count {
  const result: Count = { points: 0, right: 0, bankerPoints: 0, bankers: 0 };
  for (const game of games) {
    const pick = picks[game.id];
    if (pick === undefined) continue;
    const isBanker = banker.startsWith(`${game.id}:`);
    if (isBanker) result.bankers += 1;
    if (game.awayScore === game.homeScore) continue;
    const winner = game.awayScore > game.homeScore ? 'away' : 'home';
    const points = Math.max(game.awayScore, game.homeScore);
    const right = pick === winner;
    if (right) result.right += 1;
    if (isBanker) {
      const worth = (right ? points : -points) * 2 * (joker ? 3 : 1);
      result.points += worth;
      result.bankerPoints += worth;
    } else if (right) {
      result.points += points;
    }
  }
  return result;
}

function sum(counts: readonly Count[]): Count {
  const total: Count = { points: 0, right: 0, bankerPoints: 0, bankers: 0 };
  for (const one of counts) {
    total.points += one.points;
    total.right += one.right;
    total.bankerPoints += one.bankerPoints;
    total.bankers += one.bankers;
  }
  return total;
}
