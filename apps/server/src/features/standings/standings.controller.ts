import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  FIRST_PAGE_ROWS,
  type History,
  historySchema,
  leagueCardsSchema,
  pageQuerySchema,
  type SeasonQuery,
  scopeSchema,
  seasonQuerySchema,
  standingsSchema,
  tableQuerySchema,
} from '@sunday-live/contract';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { type CsvCell, csvHead, csvLine, wantsCsv } from '../../platform/http/csv.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { InSeason, WeekParam, weekSchema } from '../calendar/week-param.js';
import { LeagueWeekService } from './league-week.service.js';
import type { RankedTable } from './ranked-table.js';
import { StandingsService } from './standings.service.js';

const HEAD = ['rank', 'player', 'team', 'points', 'right', 'played', 'banker average', 'jokers'];
/** Rows that are written at a time: a season of a hundred thousand players is never in memory as text. */
const BATCH = 500;

/** Writes standings as CSV (RFC 4180) with a header line, piece by piece. */
function* standingsCsv(table: RankedTable): Generator<string> {
  yield csvHead(HEAD);
  for (let from = 0; from < table.total; from += BATCH) {
    const lines = table
      .rows(from, from + BATCH)
      .map((row): CsvCell[] => [
        row.rank,
        row.name,
        row.team,
        row.points,
        row.right,
        row.played,
        row.bankerAverage === null ? null : Math.round(row.bankerAverage * 100) / 100,
        row.jokers,
      ]);
    yield lines.map(csvLine).join('');
  }
}

const standingsQuery = z.object({
  ...seasonQuerySchema.shape,
  scope: z._default(scopeSchema, 'season'),
  week: weekSchema.optional(),
  ...tableQuerySchema.shape,
});
const playerId = z.string().max(64);
const cardsQuery = z.object({
  ...seasonQuerySchema.shape,
  ...pageQuerySchema.shape,
  /** Only the cards of these members. */
  player: z.union([playerId, z.array(playerId).max(FIRST_PAGE_ROWS)]).optional(),
});
type StandingsQuery = z.infer<typeof standingsQuery>;

@SignedIn()
@Controller('api/leagues/:id')
export class StandingsController {
  constructor(
    private readonly standings: StandingsService,
    private readonly weeks: LeagueWeekService,
  ) {}

  @Get('standings')
  @ApiRoute({
    summary: 'Ranked rows with statistics, whole or by page; `Accept: text/csv` gives the whole table as CSV',
    query: standingsQuery,
    response: standingsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  async table(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @Query(new ZodPipe(standingsQuery)) asked: StandingsQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.vary('Accept');
    if (wantsCsv(request)) {
      const { table } = await this.standings.readTable(league, player.id, asked);
      response.attachment(`standings-${asked.scope}.csv`).type('text/csv');
      await pipeline(Readable.from(standingsCsv(table)), response);
    } else {
      const { json, tag } = await this.standings.read(league, player, asked);
      await json.send(request, response, tag);
    }
  }

  @Get('cards/:week')
  @ApiRoute({
    summary: "Every member's picks, whole or by page, or some members' picks, of locked games only",
    query: cardsQuery,
    response: leagueCardsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  async cards(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @WeekParam() week: number,
    @Query(new ZodPipe(cardsQuery)) { player: member, ...asked }: z.infer<typeof cardsQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const players = member === undefined ? null : [member].flat();
    const { json, tag } = await this.weeks.cards(league, player.id, { ...asked, week, players });
    await json.send(request, response, tag);
  }

  @Get('history/:week')
  @ApiRoute({
    summary: "The week's slate log, to replay any minute of it",
    query: seasonQuerySchema,
    response: historySchema,
    errors: ['invalid-input', 'not-found'],
  })
  history(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
  ): Promise<History> {
    return this.weeks.history(league, player.id, { ...asked, week });
  }
}
