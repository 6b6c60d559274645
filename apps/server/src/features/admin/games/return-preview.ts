import { Injectable } from '@nestjs/common';
import type { FeedWord, GameReturn } from '@sunday-live/contract';
import {
  CardColumns,
  DEFAULT_RULES,
  type GameState,
  MAX_WEEK_GAMES,
  RULES,
  type Totals,
} from '@sunday-live/scoring';
import { DataSource, type EntityManager, In } from 'typeorm';
import { UserEntity } from '../../auth/user.entity.js';
import { HandGames } from '../../slate/hand-games.service.js';
import { eachCard, SeasonSlots } from '../../slate/season-slots.js';
import { SEASON_TYPES } from '../../slate/week-key.js';

/** Names of leaders that an admin sees. */
const SHOWN_LEADERS = 3;

/** Computes the changes in the standings when a game by hand is given back to the feed. */
@Injectable()
export class ReturnPreview {
  constructor(
    private readonly db: DataSource,
    private readonly hand: HandGames,
  ) {}

  /** Compares the week's points with the game as it is and as the feed says. @throws AppError `not-found` */
  async of(id: string): Promise<GameReturn> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const { game, type, feed } = await this.hand.one(id, tx);
      const week = { season: game.season, seasonType: SEASON_TYPES[type], week: game.week };
      const season = await SeasonSlots.of(tx, week, [week.week]);
      const cards = new CardColumns(season.week(week.week));
      await eachCard(tx, week, (n, card) => cards.set(n, card));
      const now = Array.from({ length: MAX_WEEK_GAMES }, (_, slot) => season.game(week.week, slot)).filter(
        (each) => each !== null,
      );
      const jokers = cards.lockedJokers(season.locks(week.week), cards.count);
      const totals = (games: readonly GameState[]) =>
        cards.totals(games, RULES[DEFAULT_RULES], jokers, cards.count);
      const [before, after] = [totals(now), totals(returned(now, id, feed))];
      const players = Array.from({ length: cards.count }, (_, n) => n).filter((n) => cards.includes(n));
      const moved = players.filter(
        (n) => before.points[n] !== after.points[n] || before.right[n] !== after.right[n],
      );
      return {
        rows: moved.length,
        leaders: {
          now: await namesOf(tx, leaders(players, before)),
          after: await namesOf(tx, leaders(players, after)),
        },
      };
    });
  }
}

/** Returns the week's games after the return; those that the feed has in another week are not among them. */
function returned(games: readonly GameState[], id: string, feed: FeedWord | null): GameState[] {
  return games.flatMap((game) => {
    if (game.id !== id || feed === null) return [game];
    const { awayScore, homeScore, state, away, home } = feed;
    return feed.week === game.week ? [{ ...game, awayScore, homeScore, state, away, home }] : [];
  });
}

/** Returns the numbers of the first by points, then by right picks. */
function leaders(players: readonly number[], { points, right }: Totals): number[] {
  const key = (n: number) => (points[n] ?? 0) * (MAX_WEEK_GAMES + 1) + (right[n] ?? 0);
  const best = players.reduce((most, n) => Math.max(most, key(n)), Number.NEGATIVE_INFINITY);
  return players.filter((n) => key(n) === best).slice(0, SHOWN_LEADERS);
}

async function namesOf(tx: EntityManager, numbers: readonly number[]): Promise<string[]> {
  const users = await tx.findBy(UserEntity, { n: In(numbers) });
  return users.map(({ name }) => name).toSorted();
}
