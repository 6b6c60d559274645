import { Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import type { WeekCard } from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { inBulk } from '../../platform/database/in-bulk.js';
import { SeasonSlots } from '../slate/season-slots.js';
import { picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import {
  basesOf,
  checkGame,
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
  /** One entry per card of the season, in order of week; null: no card. */
  weeks: number[] | null;
  has: number[];
  home: number[];
  bankers: (number | null)[];
  jokers: boolean[];
}

/** `joker`: it counts; `played`: it is on the card, even if it is open. */
interface LoadedCard extends WeekCard {
  readonly played: boolean;
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
       SELECT p.n, p.id, p.name, p.team, c.weeks, c.has, c.home, c.bankers, c.jokers FROM "user" p LEFT JOIN (
         SELECT n, array_agg(week ORDER BY week) AS weeks, array_agg(has ORDER BY week) AS has,
           array_agg(home ORDER BY week) AS home, array_agg(banker ORDER BY week) AS bankers, array_agg(joker ORDER BY week) AS jokers
         FROM card WHERE season = ${Number(season?.season ?? 0)} AND season_type = ${Number(season?.seasonType ?? 0)}
         GROUP BY n
       ) c ON c.n = p.n ORDER BY p.n`,
    );
    const slots = season === null ? new SeasonSlots([]) : await SeasonSlots.of(tx, season);
    for (;;) {
      const rows = await tx.query<PlayerRow[]>(`FETCH ${BATCH} FROM players`);
      if (rows.length === 0) break;
      for (const row of rows) enterRow(state, row, slots);
    }
    await tx.query('CLOSE players');
  }
}

function cardsOf(
  { weeks, has, home, bankers, jokers }: PlayerRow,
  current: number,
  slots: SeasonSlots,
): LoadedCard[] {
  return (weeks ?? []).map((week, i) => {
    const banker = bankers[i] ?? null;
    const ofWeek = slots.week(week);
    const played = jokers[i] === true;
    const joker = played && (week === current || ofWeek.jokerLocked(banker));
    return { week, played, joker, ...ofWeek.inWords({ has: has[i] ?? 0, home: home[i] ?? 0, banker }) };
  });
}

function enterRow(state: NodeState, row: PlayerRow, slots: SeasonSlots): void {
  const week = state.season?.week ?? 0;
  const cards = cardsOf(row, week, slots);
  for (const card of cards) {
    if (card.week !== week) state.others.setCard(row.n, card.week, { ...card, joker: card.played });
  }
  const bits = (of: readonly WeekCard[]) => of.reduce((all, card) => all | weekBit(card.week), 0);
  const { n, id, name, team } = row;
  enterPlayer(state, {
    n,
    id,
    name,
    team,
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
