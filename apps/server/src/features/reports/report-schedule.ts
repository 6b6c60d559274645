import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { REPORT_PLAYERS } from '@sunday-live/contract';
import { LessThan, type Repository } from 'typeorm';
import { insertIfNew } from '../../platform/database/statements.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Chores } from '../../platform/work/chores.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import type { WeekKey } from '../slate/week-key.js';
import { StandingsService } from '../standings/standings.service.js';
import { ReportWeeklyEntity } from './report.entity.js';
import { ReportRequests } from './report-requests.js';
import { leaguesWithCards, type Subscriber, subscribersDue } from './reports.sql.js';

/** The next four o'clock in the night, by the database's time zone. */
const AT_FOUR = `date_trunc('day', now() - interval '4 hours') + interval '1 day 4 hours'`;
/** Maximum number of leagues prepared in a night. */
const WARM_LEAGUES = 500;

/** Scheduled reports: weekly ones for subscribers, and common parts that are prepared at night. */
@Injectable()
export class ReportSchedule {
  constructor(
    @InjectRepository(ReportWeeklyEntity) private readonly subscriptions: Repository<ReportWeeklyEntity>,
    private readonly leagues: LeagueDirectory,
    private readonly slate: SlateReader,
    private readonly standings: StandingsService,
    private readonly requests: ReportRequests,
    chores: Chores,
  ) {
    chores.register({
      name: 'report-weekly',
      next: `now() + interval '5 minutes'`,
      run: () => this.weekly(),
    });
    chores.register({ name: 'report-warm-up', next: AT_FOUR, run: () => this.warmUp() });
  }

  /** @throws AppError `not-found` for a league that is not the player's */
  async wants(league: string, player: string): Promise<boolean> {
    await this.demandMember(league, player);
    return this.subscriptions.existsBy({ leagueId: league, playerId: player });
  }

  /** Subscribes or unsubscribes, from the next week that ends. @throws as `wants` */
  async setWanted(league: string, player: string, on: boolean): Promise<void> {
    await this.demandMember(league, player);
    if (!on) {
      await this.subscriptions.delete({ leagueId: league, playerId: player });
      return;
    }
    const reported = (await this.lastWeek())?.number ?? 0;
    const inserting = this.subscriptions.createQueryBuilder().insert();
    await insertIfNew(inserting.values({ leagueId: league, playerId: player, reported }), 'player');
  }

  /** Makes one report for each subscriber and week that has ended. */
  async weekly(): Promise<void> {
    const last = await this.lastWeek();
    if (last === null) return;
    const due = await subscribersDue(this.subscriptions.manager, last.number);
    for (const subscriber of due) await this.report(subscriber, last);
  }

  /** Prepares, for each league with cards, the parts of slow sections that its players share. */
  async warmUp(): Promise<void> {
    const state = await this.slate.season();
    if (state === null) return;
    const { season, seasonType } = state;
    const { manager } = this.subscriptions;
    for (const league of await leaguesWithCards(manager, state, WARM_LEAGUES)) {
      const id = randomUUID();
      const order = { owner: null, kind: 'warm-up', league, players: [], season, seasonType } as const;
      await manager.transaction((tx) => this.requests.write(tx, id, order));
      this.requests.announce();
    }
  }

  /** Marks the week as reported and stores the report, in one transaction. */
  private async report({ league, player }: Subscriber, last: LastWeek): Promise<void> {
    const players = await this.playersFor(league, player);
    const id = randomUUID();
    const { season, seasonType } = last.state;
    const written = await this.subscriptions.manager.transaction(async (tx) => {
      const { affected } = await tx.update(
        ReportWeeklyEntity,
        { leagueId: league, playerId: player, reported: LessThan(last.number) },
        { reported: last.number },
      );
      if (affected === 0) return false;
      const order = { owner: player, kind: 'weekly', league, players, season, seasonType } as const;
      await this.requests.write(tx, id, order);
      return true;
    });
    if (written) this.requests.announce();
  }

  /** The player and the leaders of the league. */
  private async playersFor(league: string, player: string): Promise<string[]> {
    const { table } = await this.standings.readTable(league, player, { scope: 'season' });
    const first = table.rows(0, REPORT_PLAYERS);
    const others = first.map(({ id }) => id).filter((id) => id !== player);
    return [player, ...others.slice(0, REPORT_PLAYERS - 1)];
  }

  /** The last week of the season whose games are all over. */
  private async lastWeek(): Promise<LastWeek | null> {
    const state = await this.slate.season();
    if (state === null) return null;
    const over = (await this.slate.weeks(state)).findLast(
      ({ games }) =>
        games.some((game) => game.state === 'post') &&
        games.every((game) => game.state === 'post' || game.state === 'off'),
    );
    return over === undefined ? null : { state, number: reportNumber({ ...state, week: over.week }) };
  }

  private async demandMember(league: string, player: string): Promise<void> {
    if (!(await this.leagues.isMember(league, player))) throw new AppError('not-found');
  }
}

/** Grows from week to week, from the regular season to the playoffs, and from season to season: 2024208 is week 8 of the regular season. */
function reportNumber({ season, seasonType, week }: WeekKey): number {
  return season * 1000 + seasonType * 100 + week;
}

interface LastWeek {
  readonly state: SeasonState;
  /** The week in the form of `reportNumber`. */
  readonly number: number;
}
