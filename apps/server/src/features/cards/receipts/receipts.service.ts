import { Injectable } from '@nestjs/common';
import {
  type AccountExport,
  type Correction,
  EVERYONE,
  type Receipt,
  type Receipts,
  type SeasonQuery,
} from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { shownCard } from '../../calendar/shown-card.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import { picksShown } from '../../slate/shown-picks.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { ofWeekSql, seasonTypeOf, weekParams } from '../../slate/week-key.js';

/** Maximum number of players in one answer. */
const MOST_PLAYERS = 500;

interface PartRow {
  part: number;
  at: Date;
  locks: Record<string, string>;
}

interface CorrectionRow extends Omit<Correction, 'at' | 'before' | 'after'> {
  at: Date;
  before: CardPicks | null;
  after: CardPicks;
}

/** Reads what each card of a league said when its picks locked, and later corrections. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly db: DataSource,
    private readonly slate: SlateReader,
    private readonly leagues: LeagueDirectory,
  ) {}

  /** Returns all receipts and corrections of a player, of every season. */
  async ofPlayer(player: string): Promise<Pick<AccountExport, 'receipts' | 'corrections'>> {
    const receipts = await this.db.query<AccountExport['receipts']>(
      `SELECT season, season_type AS "seasonType", week, part, nonce, content, hash FROM card_receipt
       WHERE player = $1 ORDER BY season, season_type, week, part`,
      [player],
    );
    const corrections = await this.db.query<(AccountExport['corrections'][number] & { at: Date })[]>(
      `SELECT season, season_type AS "seasonType", week, at, why, before, after FROM card_correction
       WHERE player = $1 ORDER BY at`,
      [player],
    );
    return {
      receipts,
      corrections: corrections.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
    };
  }

  /**
   * Returns the receipts of a league's week. @throws AppError `not-found` when the player does not belong to the league
   */
  async read(league: string, player: string, week: number, asked: SeasonQuery): Promise<Receipts> {
    if ((await this.leagues.rulesFor(league, player)) === null) throw new AppError('not-found');
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const state = await this.slate.asked(asked, 'played', tx);
      const season = state?.season ?? 0;
      const type = state === null ? 'regular' : seasonTypeOf(state.seasonType);
      const none = {
        league,
        season,
        type,
        week,
        parts: [],
        players: [],
        receipts: [],
        corrections: [],
        more: 0,
      };
      if (state === null) return none;
      const key = weekParams({ ...state, week });
      const { games } = await this.slate.week(state, week, tx);
      const members = await membersWithCards(tx, key, league, player);
      const players = members.slice(0, MOST_PLAYERS);
      const ids = players.map(({ id }) => id);
      const shown = new Set(games.filter(picksShown).map((game) => game.id));
      // games that were opened again are hidden again; a game that left the week was visible, and stays so
      const open = new Set(games.filter((game) => !picksShown(game)).map((game) => game.id));
      const parts = await partsOf(tx, key, open);
      const readable = parts.filter((part) => !part.games.some((id) => open.has(id)));
      return {
        ...none,
        parts,
        players,
        receipts: await tx.query<Receipt[]>(
          `SELECT player, part, nonce, content, hash FROM card_receipt
           WHERE ${ofWeekSql('card_receipt')} AND player = ANY($4) AND part = ANY($5)
           ORDER BY part, player`,
          [...key, ids, readable.map(({ part }) => part)],
        ),
        corrections: await correctionsOf(tx, key, ids, shown),
        more: members.length - players.length,
      };
    });
  }
}

async function membersWithCards(
  tx: EntityManager,
  key: readonly number[],
  league: string,
  self: string,
): Promise<Receipts['players']> {
  return tx.query<Receipts['players']>(
    `SELECT u.id, u.name FROM card c JOIN "user" u ON u.n = c.n
     WHERE ${ofWeekSql('c')}
       AND ($4 = '${EVERYONE}' OR EXISTS (SELECT 1 FROM league_member m WHERE m.league = $4 AND m.player = u.id))
     ORDER BY u.id <> $5, lower(u.name), u.n`,
    [...key, league, self],
  );
}

async function partsOf(
  tx: EntityManager,
  key: readonly number[],
  open: ReadonlySet<string>,
): Promise<Receipts['parts']> {
  const rows = await tx.query<PartRow[]>(
    `SELECT part, at, locks FROM receipt_part WHERE ${ofWeekSql('receipt_part')} ORDER BY part`,
    [...key],
  );
  const newest = new Map(
    rows.flatMap(({ part, locks }) => Object.keys(locks).map((id) => [id, part] as const)),
  );
  return rows.map(({ part, at, locks }) => {
    const ids = Object.keys(locks);
    return {
      part,
      at: at.toISOString(),
      games: ids,
      superseded: ids.some((id) => newest.get(id) !== part || open.has(id)),
    };
  });
}

/** Returns the visible corrections: open parts of a card are omitted. */
async function correctionsOf(
  tx: EntityManager,
  key: readonly number[],
  players: readonly string[],
  shown: ReadonlySet<string>,
): Promise<Correction[]> {
  const rows = await tx.query<CorrectionRow[]>(
    `SELECT c.player, c.at, coalesce(c.by_name, u.name, 'A former admin') AS by, c.rule, c.why, c.before, c.after
     FROM card_correction c LEFT JOIN "user" u ON u.id = c.by_player
     WHERE ${ofWeekSql('c')} AND c.player = ANY($4) ORDER BY c.id`,
    [...key, players],
  );
  return rows.map(({ at, before, after, ...row }) => ({
    ...row,
    at: at.toISOString(),
    before: before && shownCard(before, shown),
    after: shownCard(after, shown),
  }));
}
