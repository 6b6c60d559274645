import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import {
  leagueStatisticsSchema,
  type PlayerCareer,
  type PlayerProfile,
  type PlayerStatistics,
  playerCareerSchema,
  playerProfileSchema,
  playerStatisticsSchema,
  type SeasonQuery,
  seasonQuerySchema,
} from '@sunday-live/contract';
import type { Request, Response } from 'express';
import { timeSliced } from '../../platform/async/time-sliced.js';
import { SignedIn } from '../../platform/http/access.js';
import { wantsCsv } from '../../platform/http/csv/csv.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { InSeason } from '../calendar/week-param.js';
import { StatisticsService } from './statistics.service.js';
import { statisticsCsv } from './statistics-csv.js';

@SignedIn()
@Controller('api')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get('leagues/:id/statistics')
  @ApiRoute({
    summary: "The season's table with all statistics, week by week; `Accept: text/csv` gives CSV",
    query: seasonQuerySchema,
    response: leagueStatisticsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  async league(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @InSeason() asked: SeasonQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { statistics, json, tag } = await this.statistics.league(league, player.id, asked);
    response.vary('Accept');
    if (wantsCsv(request)) {
      const csv = await timeSliced(statisticsCsv(statistics));
      response.attachment(`season-${statistics.season}-${statistics.type}.csv`).type('text/csv').send(csv);
    } else {
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
