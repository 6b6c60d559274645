import { Injectable } from '@nestjs/common';
import type { CardBits, CardPicks, GameState, WeekCard } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { SeasonSlots } from '../slate/season-slots.js';
import { bankerInWeekSql, gameInSlotSql, heldJokerSql, picksShownSql } from '../slate/shown-picks.js';
import type { SeasonKey } from '../slate/week-key.js';

/** A player's stored card of one week. */
export interface StoredCard extends WeekCard, Saved {
  /** The game that has left the week and was the banker, and whether it had the joker; absent: none. */
  readonly freed?: { readonly game: string; readonly joker: boolean } | undefined;
}

/** Version of the stored card, when it was saved and from which browser; null: it was not saved by its player. */
export interface Saved {
  readonly version: number;
  readonly savedAt: Date;
  readonly device: string | null;
}

/** A card of any season, with the moment of its last save. */
export interface DatedCard extends SeasonKey, Pick<StoredCard, 'week' | 'banker' | 'joker' | 'version'> {
  readonly picks: Record<string, 'home' | 'away'>;
  readonly savedAt: Date;
}

/** A player's cards of a season, with the games of their bankers. */
export interface SeasonCards {
  readonly cards: readonly StoredCard[];
  readonly bankerGames: readonly GameState[];
}

/** A game that has left a week of the season, and its new week. */
export interface MovedGame extends SeasonKey {
  readonly id: string;
  /** The week that it has left. */
  readonly left: number;
  readonly week: number;
  /** True when its picks can no longer change in the new week. */
  readonly locked: boolean;
  readonly away: string;
  readonly home: string;
}

/** A card to write. */
export interface NewCard {
  readonly player: string;
  readonly week: number;
  readonly card: CardPicks;
  /** User agent of the player's browser; null: somebody else saves it. */
  readonly device: string | null;
}

interface CardRow extends CardBits {
  player: string;
  week: number;
  version: number;
  saved_at: Date;
  device: string | null;
}

/** A player whose card is to be written was deleted during the request. */
export class PlayerGone extends Error {
  constructor() {
    super('the player of a card was deleted');
  }
}

/** Maximum stored length of the user agent; the column's limit. */
const MAX_DEVICE = 300;

/** How long a save waits for locks before it fails with `busy`, in ms. */
const LOCK_WAIT_MS = 1000;

/** Reads and writes the table `card`, always inside the caller's transaction. */
@Injectable()
export class CardStore {
  /**
   * Locks the players until the transaction ends, so that a save sees what other cards use up (a banker's team, a
   * joker). No lock of the transaction is awaited longer than a second (SQLSTATE 55P03).
   */
  async lockPlayers(tx: EntityManager, players: readonly string[]): Promise<void> {
    await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [`${LOCK_WAIT_MS}ms`]);
    // in a fixed order, so that two batches cannot deadlock
    await tx.query(
      `SELECT pg_advisory_xact_lock(key) FROM (
         SELECT DISTINCT hashtextextended('card:' || player, 0) AS key FROM unnest($1::text[]) AS player ORDER BY key
       ) AS keys`,
      [players],
    );
  }

  /**
   * Returns all cards of the players' season by player, in order of week. Players without cards are omitted. A banker
   * whose game has left the week is removed, which frees its joker (rule S24).
   */
  async ofSeason(
    tx: EntityManager,
    players: readonly string[],
    { season, seasonType }: SeasonKey,
  ): Promise<Map<string, SeasonCards>> {
    const rows = await tx.query<CardRow[]>(
      `SELECT u.id AS player, c.week, c.has, c.home, c.banker, c.joker, c.version, c.updated_at AS saved_at, c.device
       FROM "user" u JOIN card c ON c.n = u.n
       WHERE u.id = ANY($1) AND c.season = $2 AND c.season_type = $3 ORDER BY u.id, c.week`,
      [players, season, seasonType],
    );
    return byPlayer(rows, await SeasonSlots.of(tx, { season, seasonType }));
  }

  /**
   * Returns the same for saves of some weeks. A card of another week has the pick of its banker only: that is all that a save asks
   * of it, and reading the rest took half of the time of a batch.
   */
  async forSaves(
    tx: EntityManager,
    players: readonly string[],
    { season, seasonType }: SeasonKey,
    weeks: readonly number[],
  ): Promise<Map<string, SeasonCards>> {
    const rows = await tx.query<CardRow[]>(
      `SELECT u.id AS player, c.week, CASE WHEN c.week = ANY($4) THEN c.has ELSE coalesce(c.has & (1 << c.banker), 0) END AS has,
         c.home, c.banker, c.joker, c.version, c.updated_at AS saved_at, c.device
       FROM "user" u JOIN card c ON c.n = u.n
       WHERE u.id = ANY($1) AND c.season = $2 AND c.season_type = $3
         AND (c.week = ANY($4) OR c.banker IS NOT NULL OR c.joker)
       ORDER BY u.id, c.week`,
      [players, season, seasonType, weeks],
    );
    return byPlayer(rows, await SeasonSlots.of(tx, { season, seasonType }));
  }

  /** Returns the games that have left a week of the season. */
  async movedGames(tx: EntityManager, { season, seasonType }: SeasonKey): Promise<MovedGame[]> {
    return tx.query<MovedGame[]>(
      `SELECT g.id, w.week AS left, g.season, g.season_type AS "seasonType", g.week, ${picksShownSql('g')} AS locked, g.away, g.home
       FROM game_left_week w JOIN game g ON g.id = w.game
       WHERE (w.season, w.season_type) = ($1::int, $2::smallint) ORDER BY w.week, g.id`,
      [season, seasonType],
    );
  }

  /** Returns all cards of a player, oldest first. */
  async ofPlayer(tx: EntityManager, player: string): Promise<DatedCard[]> {
    return tx.query<DatedCard[]>(
      `SELECT season, season_type AS "seasonType", week, picks, banker, joker, version, updated_at AS "savedAt"
       FROM card_in_words WHERE player = $1 ORDER BY season, season_type, week`,
      [player],
    );
  }

  /**
   * Returns players with unused jokers whose card of the week has no joker and can no longer get one: the banker's game
   * is locked, or there is no banker and every game is locked.
   * @param since only games locked then or later count
   */
  async withJokersLeft(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    week: number,
    { since, jokers }: { readonly since: Date; readonly jokers: number },
  ): Promise<string[]> {
    const rows = await tx.query<{ player: string }[]>(
      `SELECT u.id AS player FROM card c JOIN "user" u ON u.n = c.n
       WHERE (c.season, c.season_type) = ($1::int, $2::smallint) AND c.week = $3 AND NOT ${heldJokerSql('c')}
         AND (SELECT bool_and(coalesce(g.locked_at >= $4, false)) FROM ${gameInSlotSql('g', 's')}
           WHERE (g.season, g.season_type, g.week) = (c.season, c.season_type, c.week)
             AND CASE WHEN ${bankerInWeekSql('c')} THEN s.slot = c.banker ELSE g.state <> 'off' END)
         AND (SELECT count(*) FROM card o WHERE (o.n, o.season, o.season_type) = (c.n, c.season, c.season_type)
           AND ${heldJokerSql('o')}) < $5
       ORDER BY u.id`,
      [season, seasonType, week, since, jokers],
    );
    return rows.map(({ player }) => player);
  }

  /**
   * Writes whole cards, at most one per player and week. Returns the stored cards in the same order.
   * @throws PlayerGone when a player was deleted meanwhile; RangeError for a pick of a game that was never in the week
   */
  async putCards(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    cards: readonly NewCard[],
  ): Promise<Saved[]> {
    const weeks = [...new Set(cards.map(({ week }) => week))];
    const slots = await SeasonSlots.of(tx, { season, seasonType }, weeks);
    const bits = cards.map(({ week, card }) => slots.week(week).inBits(card));
    const rows = await tx.query<(Saved & Pick<NewCard, 'player' | 'week'>)[]>(
      `WITH written AS (
         INSERT INTO card AS c (season, season_type, week, n, has, home, banker, joker, device, updated_at)
         SELECT $1, $2, week, u.n, has, home, banker, joker, device, clock_timestamp()
         FROM unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::smallint[], $8::boolean[], $9::text[])
           AS given (player, week, has, home, banker, joker, device) JOIN "user" u ON u.id = given.player
         ON CONFLICT (season, season_type, week, n) DO UPDATE SET
           has = excluded.has, home = excluded.home, banker = excluded.banker, joker = excluded.joker,
           device = excluded.device, version = c.version + 1, updated_at = excluded.updated_at
         RETURNING n, week, version, updated_at AS "savedAt", device
       )
       SELECT u.id AS player, written.* FROM written JOIN "user" u USING (n)`,
      [
        season,
        seasonType,
        cards.map(({ player }) => player),
        cards.map(({ week }) => week),
        bits.map(({ has }) => has),
        bits.map(({ home }) => home),
        bits.map(({ banker }) => banker),
        bits.map(({ joker }) => joker),
        cards.map(({ device }) => device?.slice(0, MAX_DEVICE) ?? null),
      ],
    );
    const written = new Map(rows.map((row) => [`${row.player}/${row.week}`, row]));
    return cards.map(({ player, week }) => {
      const row = written.get(`${player}/${week}`);
      if (row === undefined) throw new PlayerGone();
      return { version: row.version, savedAt: row.savedAt, device: row.device };
    });
  }
}

function byPlayer(rows: readonly CardRow[], slots: SeasonSlots): Map<string, SeasonCards> {
  return new Map(
    [...groupBy(rows, ({ player }) => player)].map(([player, own]) => [
      player,
      {
        cards: own.map((row) => heldCard(row, slots)),
        bankerGames: own.flatMap((row) => bankerGame(row, slots) ?? []),
      },
    ]),
  );
}

function heldCard(row: CardRow, slots: SeasonSlots): StoredCard {
  const { week, version, joker, saved_at, device } = row;
  const { picks, banker } = slots.week(week).inWords(row);
  const saved = { week, picks, version, savedAt: saved_at, device };
  if (banker === null || bankerGame(row, slots) !== null) return { ...saved, banker, joker };
  return { ...saved, banker: null, joker: false, freed: { game: banker, joker } };
}

/** Returns the banker's game; null without a banker, and when the game has left the card's week. */
function bankerGame({ week, banker }: CardRow, slots: SeasonSlots): GameState | null {
  return banker === null ? null : slots.game(week, banker);
}
