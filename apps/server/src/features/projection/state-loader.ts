import { Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import { DataSource, type EntityManager } from 'typeorm';
import { inBulk } from '../../platform/database/statements.js';
import { eachCard, eachPlayer, SeasonSlots } from '../slate/season-slots.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { lastBarrier } from './barrier.sql.js';
import { checkGame, emptyState, enterAll, followDay, type NodeState } from './node-state.js';

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
      await inBulk(tx, async () => {
        await this.loadPlayers(tx, state);
        await this.loadCards(tx, state);
      });
      enterAll(state);
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
          state.cards.setGame(week, game);
          if (picksShown(row)) state.cards.begun.add(week);
          continue;
        }
        state.games.set(row.id, game);
        if (picksShown(row)) state.locked.add(row.id);
      }
    }
    followDay(state);
  }

  private loadPlayers(tx: EntityManager, state: NodeState): Promise<void> {
    return eachPlayer(tx, (player) => state.players.set(player));
  }

  /** Loads cards. Open jokers of the current week are included, since they may lock later; those of other weeks do not count. */
  private async loadCards(tx: EntityManager, { season, cards }: NodeState): Promise<void> {
    if (season === null) return;
    const slots = await SeasonSlots.of(tx, season);
    for (const week of slots.numbers) {
      cards.useSlots(week, slots.week(week));
      await eachCard(tx, { ...season, week }, (n, card) => {
        const joker = card.joker && (week === season.week || slots.jokerLocked(week, card.banker));
        cards.setBits(n, week, card, joker);
      });
    }
  }
}
