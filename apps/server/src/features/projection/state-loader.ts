import { Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import type { WeekCard } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { inBulk } from '../../platform/database/in-bulk.js';
import { lockedJokerSql, picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import {
  basesOf,
  checkGame,
  countedCard,
  emptyState,
  enterPlayer,
  followDay,
  type NodeState,
  weekBit,
} from './node-state.js';

interface PlayerRow {
  n: number;
  id: string;
  name: string;
  team: string | null;
  /** `joker`: it counts; `played`: it is on the card, even if it is open. */
  cards: (WeekCard & { readonly played: boolean })[] | null;
}

const BATCH = 10_000;
const BARRIER_KINDS = ['announcement', 'week', 'member-left', 'player-removed'];

/** Loads the whole state of the current week from PostgreSQL, as of one position of the log. */
@Injectable()
export class StateLoader {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
  ) {}

  /** @param rules the rules of the leagues that are watched on this node */
  async load(rules: Iterable<RulesName>): Promise<NodeState> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const stream = await this.log.stream(tx);
      const season = await this.reader.season(tx);
      const barrier = await lastBarrier(tx, stream.epoch, season);
      const state = emptyState({ epoch: stream.epoch, seq: stream.head, season, barrier }, rules);
      await this.loadGames(tx, state);
      await inBulk(tx, () => this.loadPlayers(tx, state));
      return state;
    });
  }

  private async loadGames(tx: EntityManager, state: NodeState): Promise<void> {
    if (state.season === null) return;
    for (const { week, games } of await this.reader.weeks(state.season, tx)) {
      for (const row of games) {
        const game = toGame(row);
        checkGame(state, game);
        if (week !== state.season.week) {
          state.others.setGame(week, game);
          if (picksShown(row)) state.others.begun.add(week);
          continue;
        }
        state.games.set(row.id, game);
        if (picksShown(row)) state.locked.add(row.id);
      }
    }
    followDay(state);
  }

  /**
   * Loads players. Open jokers of the current week are included, since they may lock later; those of other weeks are
   * not.
   */
  private async loadPlayers(tx: EntityManager, state: NodeState): Promise<void> {
    const { season } = state;
    await tx.query(
      `DECLARE players NO SCROLL CURSOR FOR
       SELECT p.n, p.id, p.name, p.team, c.cards FROM "user" p LEFT JOIN (
         SELECT player, json_agg(json_build_object('week', week, 'picks', picks, 'banker', banker, 'joker',
           CASE week WHEN ${Number(season?.week ?? 0)} THEN joker ELSE ${lockedJokerSql('card')} END, 'played', joker)) AS cards
         FROM card WHERE season = ${Number(season?.season ?? 0)} AND season_type = ${Number(season?.seasonType ?? 0)}
         GROUP BY player
       ) c ON c.player = p.id ORDER BY p.n`,
    );
    for (;;) {
      const rows = await tx.query<PlayerRow[]>(`FETCH ${BATCH} FROM players`);
      if (rows.length === 0) break;
      for (const row of rows) enterRow(state, row);
    }
    await tx.query('CLOSE players');
  }
}

function enterRow(state: NodeState, { cards: stored, ...row }: PlayerRow): void {
  const week = state.season?.week ?? 0;
  const cards = (stored ?? []).map((card) => countedCard(state, row.id, card.week, card));
  for (const card of cards) {
    if (card.week !== week) state.others.setCard(row.n, card.week, { ...card, joker: card.played });
  }
  const bits = (of: readonly WeekCard[]) => of.reduce((all, card) => all | weekBit(card.week), 0);
  enterPlayer(state, {
    ...row,
    card: cards.find((card) => card.week === week) ?? null,
    weeks: bits(cards),
    jokers: bits(cards.filter(({ joker }) => joker)),
    bases: basesOf(state, cards),
  });
}

/**
 * Returns the position of the last event whose effect a delta cannot express: all events of some kinds, a withdrawn
 * card, a game that left the week.
 */
async function lastBarrier(tx: EntityManager, epoch: string, season: SeasonState | null): Promise<number> {
  const left = season && [{ season: season.season, seasonType: season.seasonType, week: season.week }];
  const rows = await tx.query<{ seq: number | null }[]>(
    `SELECT max(seq) AS seq FROM slate_event WHERE epoch = $1
       AND (kind = ANY($2) OR (kind = 'card' AND payload->'card' = 'null') OR (kind = 'games' AND payload->'moved' @> $3))`,
    [epoch, BARRIER_KINDS, left && JSON.stringify(left)],
  );
  return rows[0]?.seq ?? 0;
}
