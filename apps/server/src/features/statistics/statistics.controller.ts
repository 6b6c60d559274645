import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import {
  type LeagueStatistics,
  leagueStatisticsSchema,
  type PlayerCareer,
  type PlayerProfile,
  type PlayerStatistics,
  playerCareerSchema,
  playerProfileSchema,
  playerStatisticsSchema,
  type SeasonQuery,
  type StatisticsRow,
  seasonQuerySchema,
  statisticsQuerySchema,
} from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { type CsvCell, csvHead, csvLine, wantsCsv } from '../../platform/http/csv.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { InSeason } from '../calendar/week-param.js';
import type { RowList } from '../standings/table-page.js';
import { StatisticsService } from './statistics.service.js';

const HEAD = [
  'rank',
  'rank before',
  'player',
  'team',
  'points',
  'last week',
  'right',
  'played',
  '% right',
  'best week',
  'average week',
  'worst week',
  'banker average',
  'jokers',
];

/** Rows that are written at a time: a season of a hundred thousand players is never in memory as text. */
const BATCH = 500;

/**
 * Writes the season's standings as CSV with a column for every week, piece by piece; an empty cell means that the player
 * did not play.
 */
function* statisticsCsv(
  table: RowList<StatisticsRow>,
  { type, weeks }: Pick<LeagueStatistics, 'type' | 'weeks'>,
): Generator<string> {
  yield csvHead([...HEAD, ...weeks.map(({ week }) => weekPhrase(type, week))]);
  for (let from = 0; from < table.total; from += BATCH) {
    let lines = '';
    for (let place = from; place < Math.min(from + BATCH, table.total); place += 1)
      lines += csvLine(cellsOf(table.row(place)));
    yield lines;
  }
}

function cellsOf(row: StatisticsRow): CsvCell[] {
  return [
    row.rank,
    row.before,
    row.name,
    row.team,
    row.points,
    row.lastWeek,
    row.right,
    row.played,
    row.played === 0 ? null : rounded((100 * row.right) / row.played),
    row.best,
    rounded(row.average),
    row.worst,
    rounded(row.bankerAverage),
    row.jokers,
    ...row.weeks,
  ];
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}

const statisticsQuery = z.object({ ...seasonQuerySchema.shape, ...statisticsQuerySchema.shape });

@SignedIn()
@Controller('api')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get('leagues/:id/statistics')
  @ApiRoute({
    summary:
      "The season's table with all statistics, week by week, whole or by page; `Accept: text/csv` gives the whole table as CSV",
    query: statisticsQuery,
    response: leagueStatisticsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  async league(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @Query(new ZodPipe(statisticsQuery)) asked: z.infer<typeof statisticsQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.vary('Accept');
    if (wantsCsv(request)) {
      const { table, about } = await this.statistics.table(league, player.id, asked);
      response.attachment(`season-${about.season}-${about.type}.csv`).type('text/csv');
      await pipeline(Readable.from(statisticsCsv(table, about)), response);
    } else {
      const { json, tag } = await this.statistics.league(league, player, asked);
      await json.send(request, response, tag);
    }
  }

  @Get('leagues/:id/players/:player/statistics')
  @ApiRoute({
    summary: "A member's season week by week, with past bankers and jokers",
    query: seasonQuerySchema,
    response: playerStatisticsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  player(
    @CurrentPlayer() viewer: SessionPlayer,
    @Param('id') league: string,
    @Param('player') player: string,
    @InSeason() asked: SeasonQuery,
  ): Promise<PlayerStatistics> {
    return this.statistics.player(league, viewer.id, player, asked);
  }

  @Get('leagues/:id/players/:player/career')
  @ApiRoute({ summary: 'All seasons of a member', response: playerCareerSchema, errors: ['not-found'] })
  career(
    @CurrentPlayer() viewer: SessionPlayer,
    @Param('id') league: string,
    @Param('player') player: string,
  ): Promise<PlayerCareer> {
    return this.statistics.career(league, viewer.id, player);
  }

  @Get('players/:player')
  @ApiRoute({
    summary: 'A player who shares a league with me',
    response: playerProfileSchema,
    errors: ['not-found'],
  })
  profile(@CurrentPlayer() viewer: SessionPlayer, @Param('player') player: string): Promise<PlayerProfile> {
    return this.statistics.profile(viewer.id, player);
  }
}
