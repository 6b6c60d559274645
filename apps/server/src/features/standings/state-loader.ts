import { Injectable } from '@nestjs/common';
import type { RulesName } from '@sunday-live/contract';
import {
  baseOf,
  EMPTY_BASE,
  RULES,
  type SeasonBase,
  StandingsEngine,
  type WeekCard,
} from '@sunday-live/scoring';
import { DataSource, type EntityManager } from 'typeorm';
import { lockedJokerSql, picksShown } from '../slate/shown-picks.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { enterPlayer, followDay, type NodeState, weekBit } from './node-state.js';

interface PlayerRow {
  n: number;
  id: string;
  name: string;
  team: string | null;
  cards: WeekCard[] | null;
}

const BATCH = 10_000;
/** Kinds whose effect a delta cannot express. */
const BARRIER_KINDS = ['announcement', 'week', 'member-left', 'player-removed'];

/** Reads the whole state of the current week from PostgreSQL, as of one position of the log. */
@Injectable()
export class StateLoader {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
  ) {}

  /** @param rules the rules that leagues watched on this node rank by */
  async load(rules: Iterable<RulesName>): Promise<NodeState> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const stream = await this.log.stream(tx);
      const season = await this.reader.season(tx);
      const state: NodeState = {
        epoch: stream.epoch,
        seq: stream.head,
        season,
        games: new Map(),
        locked: new Set(),
        lockedJokers: new Set(),
        day: null,
        players: new Map(),
        byNumber: new Map(),
        engines: new Map([...rules].map((name) => [name, new StandingsEngine(RULES[name])])),
        barrier: await lastBarrier(tx, stream.epoch),
      };
      await this.loadPlayers(tx, state, await this.loadGames(tx, state));
      return state;
    });
  }

  /** Enters the current week's games; returns the season's games by week, then id. */
  private async loadGames(tx: EntityManager, state: NodeState): Promise<SeasonGamesByWeek> {
    if (state.season === null) return new Map();
    const weeks = await this.reader.weeks(state.season, tx);
    for (const row of weeks.find(({ week }) => week === state.season?.week)?.games ?? []) {
      state.games.set(row.id, toGame(row));
      if (picksShown(row)) state.locked.add(row.id);
    }
    followDay(state);
    return new Map(
      weeks.map(({ week, games }) => [week, new Map(games.map((row) => [row.id, toGame(row)]))]),
    );
  }

  /** Open jokers of the current week are read, since they may lock while the state lives; those of others are not. */
  private async loadPlayers(tx: EntityManager, state: NodeState, games: SeasonGamesByWeek): Promise<void> {
    const { season } = state;
    await tx.query(
      `DECLARE players NO SCROLL CURSOR FOR
       SELECT p.n, p.id, p.name, p.team, c.cards FROM "user" p LEFT JOIN (
         SELECT player, json_agg(json_build_object('week', week, 'picks', picks, 'banker', banker, 'joker',
           CASE week WHEN ${Number(season?.week ?? 0)} THEN joker ELSE ${lockedJokerSql('card')} END)) AS cards
         FROM card WHERE season = ${Number(season?.season ?? 0)} AND season_type = ${Number(season?.seasonType ?? 0)}
         GROUP BY player
       ) c ON c.player = p.id ORDER BY p.n`,
    );
    for (;;) {
      const rows = await tx.query<PlayerRow[]>(`FETCH ${BATCH} FROM players`);
      if (rows.length === 0) break;
      for (const row of rows) enterRow(state, row, games);
    }
    await tx.query('CLOSE players');
  }
}

type SeasonGamesByWeek = Parameters<typeof baseOf>[1];

function enterRow(state: NodeState, { cards, ...row }: PlayerRow, games: SeasonGamesByWeek): void {
  const bases = new Map<RulesName, SeasonBase>();
  const week = state.season?.week ?? 0;
  for (const [name, engine] of state.engines) {
    bases.set(name, cards === null ? EMPTY_BASE : baseOf(cards, games, engine.rules, week));
  }
  enterPlayer(state, {
    ...row,
    card: cards?.find((card) => card.week === week) ?? null,
    weeks: (cards ?? []).reduce((bits, card) => bits | weekBit(card.week), 0),
    bases,
  });
}

async function lastBarrier(tx: EntityManager, epoch: string): Promise<number> {
  const rows = await tx.query<{ seq: number | null }[]>(
    'SELECT max(seq) AS seq FROM slate_event WHERE epoch = $1 AND kind = ANY($2)',
    [epoch, BARRIER_KINDS],
  );
  return rows[0]?.seq ?? 0;
}
