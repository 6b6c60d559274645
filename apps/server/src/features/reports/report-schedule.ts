import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { REPORT_PLAYERS } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { Chores } from '../../platform/work/chores.js';
import { LeagueDirectory } from '../leagues/league-directory.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import type { WeekKey } from '../slate/week-key.js';
import { StandingsService } from '../standings/standings.service.js';
import { ReportRequests } from './report-requests.js';

interface Subscriber {
  readonly league: string;
  readonly player: string;
}

/** The next four o'clock in the night, by the database's time zone. */
const AT_FOUR = `date_trunc('day', now() - interval '4 hours') + interval '1 day 4 hours'`;
/** Most leagues that are prepared in a night. */
const WARM_LEAGUES = 500;

/** Scheduled reports: weekly ones for subscribers, and common parts that are prepared at night. */
@Injectable()
export class ReportSchedule {
  constructor(
    private readonly db: DataSource,
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

  /** @throws AppError `not-found` for a league that isn't the player's */
  async wants(league: string, player: string): Promise<boolean> {
    await this.demandMember(league, player);
    const rows = await this.db.query<unknown[]>(
      'SELECT 1 FROM report_weekly WHERE league = $1 AND player = $2',
      [league, player],
    );
    return rows.length > 0;
  }

  /** Subscribes or unsubscribes, from the next week that ends. @throws as `wants` */
  async setWanted(league: string, player: string, on: boolean): Promise<void> {
    await this.demandMember(league, player);
    if (!on) {
      await this.db.query('DELETE FROM report_weekly WHERE league = $1 AND player = $2', [league, player]);
      return;
    }
    const reported = (await this.lastWeek())?.number ?? 0;
    await this.db.query(
      'INSERT INTO report_weekly (league, player, reported) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [league, player, reported],
    );
  }

  /** Makes one report for each subscriber and week that has ended. */
  async weekly(): Promise<void> {
    const last = await this.lastWeek();
    if (last === null) return;
    const due = await this.db.query<Subscriber[]>(
      `SELECT league, player FROM report_weekly w WHERE reported < $1
         AND (league = 'everyone' OR EXISTS (
           SELECT 1 FROM league_member m WHERE m.league = w.league AND m.player = w.player))`,
      [last.number],
    );
    for (const subscriber of due) await this.report(subscriber, last);
  }

  /** Prepares, for each league with cards, the parts of slow sections that its players share. */
  async warmUp(): Promise<void> {
    const state = await this.slate.season();
    if (state === null) return;
    const { season, seasonType } = state;
    const leagues = await this.db.query<{ league: string }[]>(
      `SELECT m.league FROM league_member m JOIN "user" u ON u.id = m.player JOIN card c ON c.n = u.n
       WHERE c.season = $1 AND c.season_type = $2 GROUP BY m.league HAVING count(DISTINCT m.player) > 1
       ORDER BY count(DISTINCT m.player) DESC LIMIT ${WARM_LEAGUES}`,
      [season, seasonType],
    );
    for (const { league } of leagues) {
      const id = randomUUID();
      const order = { owner: null, kind: 'warm-up', league, players: [], season, seasonType } as const;
      await this.db.transaction((tx) => this.requests.write(tx, id, order));
      this.requests.announce();
    }
  }

  /** Marks the week as reported and stores the report, in one transaction. */
  private async report({ league, player }: Subscriber, last: LastWeek): Promise<void> {
    const players = await this.playersFor(league, player);
    const id = randomUUID();
    const { season, seasonType } = last.state;
    const written = await this.db.transaction(async (tx) => {
      const mine = await tx.query<unknown[]>(
        `WITH marked AS (
           UPDATE report_weekly SET reported = $3 WHERE league = $1 AND player = $2 AND reported < $3 RETURNING 1
         ) SELECT * FROM marked`,
        [league, player, last.number],
      );
      if (mine.length === 0) return false;
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
  /** As `reportNumber` says. */
  readonly number: number;
}
