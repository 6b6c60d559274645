import { Injectable } from '@nestjs/common';
import type { AccountExport, Correction, Receipt, Receipts, SeasonQuery } from '@sunday-live/contract';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { shownCard } from '../../calendar/game-locks.js';
import { LeagueDirectory } from '../../leagues/league-directory.js';
import { picksShown } from '../../slate/shown-picks.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { seasonTypeOf, type WeekKey } from '../../slate/week-key.js';
import { CardCorrectionEntity, CardReceiptEntity, ReceiptPartEntity } from '../card.entity.js';
import { membersWithCards } from './receipts.sql.js';

/** Maximum number of players in one answer. */
const MOST_PLAYERS = 500;

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
    const { manager } = this.db;
    const receipts = await manager.find(CardReceiptEntity, {
      where: { playerId: player },
      order: { season: 'ASC', seasonType: 'ASC', week: 'ASC', part: 'ASC' },
    });
    const corrections = await manager.find(CardCorrectionEntity, {
      where: { playerId: player },
      order: { at: 'ASC' },
    });
    return {
      receipts: receipts.map(({ playerId: _, ...receipt }) => receipt),
      corrections: corrections.map(({ season, seasonType, week, at, why, before, after }) => ({
        ...{ season, seasonType, week, at: at.toISOString(), why, before, after },
      })),
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
      const key = { season: state.season, seasonType: state.seasonType, week };
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
        receipts: await receiptsOf(
          tx,
          key,
          ids,
          readable.map(({ part }) => part),
        ),
        corrections: await correctionsOf(tx, key, ids, shown),
        more: members.length - players.length,
      };
    });
  }
}

async function partsOf(
  tx: EntityManager,
  key: WeekKey,
  open: ReadonlySet<string>,
): Promise<Receipts['parts']> {
  // a part is shown once everybody has its receipt
  const rows = await tx.find(ReceiptPartEntity, {
    where: { ...key, issuedTo: IsNull() },
    order: { part: 'ASC' },
  });
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

/** Returns these parts of the players' receipts, in order of part and player. */
async function receiptsOf(
  tx: EntityManager,
  key: WeekKey,
  players: readonly string[],
  parts: readonly number[],
): Promise<Receipt[]> {
  const rows = await tx.find(CardReceiptEntity, {
    where: { ...key, playerId: In(players), part: In(parts) },
    order: { part: 'ASC', playerId: 'ASC' },
  });
  return rows.map(({ playerId, part, nonce, content, hash }) => ({
    ...{ player: playerId, part, nonce, content, hash },
  }));
}

/** Returns the visible corrections: open parts of a card are omitted. */
async function correctionsOf(
  tx: EntityManager,
  key: WeekKey,
  players: readonly string[],
  shown: ReadonlySet<string>,
): Promise<Correction[]> {
  const rows = await tx.find(CardCorrectionEntity, {
    where: { ...key, playerId: In(players) },
    relations: { byPlayer: true },
    order: { id: 'ASC' },
  });
  return rows.map(({ playerId, at, byName, byPlayer, rule, why, before, after }) => ({
    ...{ player: playerId, at: at.toISOString(), rule, why },
    by: byName ?? byPlayer?.name ?? 'A former admin',
    before: before && shownCard(before, shown),
    after: shownCard(after, shown),
  }));
}
