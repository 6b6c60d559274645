import { Injectable } from '@nestjs/common';
import type { CardPicks, GameState, WeekCard } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';

/** A player's stored card of one week. */
export interface StoredCard extends WeekCard {
  readonly version: number;
}

/** Which card: a player's, of one week of a season. */
export interface CardKey {
  readonly player: string;
  readonly season: number;
  /** 1 pre, 2 regular, 3 post */
  readonly seasonType: number;
  readonly week: number;
}

/** A player's cards of a season, with the games on which their bankers stand. */
export interface SeasonCards {
  readonly cards: readonly StoredCard[];
  readonly bankerGames: readonly GameState[];
}

interface CardRow {
  week: number;
  picks: CardPicks['picks'];
  banker: string | null;
  joker: boolean;
  version: number;
  game_week: number | null;
  away: string | null;
  home: string | null;
  away_score: number | null;
  home_score: number | null;
  state: GameState['state'] | null;
}

/** How long a save waits for another one before the answer is `busy`. */
const LOCK_WAIT_MS = 1500;

/** Reads and writes the table `card`; always inside somebody's transaction. */
@Injectable()
export class CardStore {
  /**
   * Until the transaction ends, no other save of this player goes on: what one card uses up (a banker's team, a joker)
   * the other sees. No lock of the transaction is waited for longer than 1.5 s (SQLSTATE 55P03).
   */
  async lockPlayer(tx: EntityManager, player: string): Promise<void> {
    await tx.query(
      `SELECT set_config('lock_timeout', $1, true), pg_advisory_xact_lock(hashtextextended('card:' || $2, 0))`,
      [`${LOCK_WAIT_MS}ms`, player],
    );
  }

  /** All cards of a player's season, in order of week. */
  async ofSeason(tx: EntityManager, key: Omit<CardKey, 'week'>): Promise<SeasonCards> {
    const rows = await tx.query<CardRow[]>(
      `SELECT c.week, c.picks, c.banker, c.joker, c.version,
         g.week AS game_week, g.away, g.home, g.away_score, g.home_score, g.state
       FROM card c LEFT JOIN game g ON g.id = c.banker
       WHERE c.player = $1 AND c.season = $2 AND c.season_type = $3 ORDER BY c.week`,
      [key.player, key.season, key.seasonType],
    );
    return {
      cards: rows.map(({ week, picks, banker, joker, version }) => ({ week, picks, banker, joker, version })),
      bankerGames: rows.flatMap(bankerGame),
    };
  }

  /** Writes the whole card; returns its new version. */
  async put(tx: EntityManager, key: CardKey, card: CardPicks): Promise<number> {
    const rows = await tx.query<{ version: number }[]>(
      `INSERT INTO card AS c (player, season, season_type, week, picks, banker, joker, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
       ON CONFLICT (player, season, season_type, week) DO UPDATE SET
         picks = excluded.picks, banker = excluded.banker, joker = excluded.joker,
         version = c.version + 1, updated_at = excluded.updated_at
       RETURNING version`,
      [key.player, key.season, key.seasonType, key.week, JSON.stringify(card.picks), card.banker, card.joker],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the card was not written');
    return row.version;
  }
}

function bankerGame(row: CardRow): GameState[] {
  const { banker, away, home, state } = row;
  if (banker === null || away === null || home === null || state === null) return [];
  return [
    {
      id: banker,
      week: row.game_week ?? row.week,
      away,
      home,
      awayScore: row.away_score ?? 0,
      homeScore: row.home_score ?? 0,
      state,
    },
  ];
}
