import { Controller, Get } from '@nestjs/common';
import {
  type Season,
  type SeasonGames,
  type SeasonQuery,
  seasonGamesSchema,
  seasonQuerySchema,
  seasonSchema,
  TEAMS,
  type Team,
  type WeekFacts,
  type WeekGames,
  weekFactsSchema,
  weekGamesSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Public } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { SeasonService } from './season.service.js';
import { InSeason, WeekParam } from './week-param.js';

const teamSchema = z.object({
  abbr: z.string(),
  espnId: z.string(),
  town: z.string(),
  nickname: z.string(),
  conference: z.enum(['AFC', 'NFC']),
  division: z.enum(['East', 'North', 'South', 'West']),
  primary: z.string(),
  secondary: z.string(),
});

@Public()
@Controller('api')
export class SeasonController {
  constructor(private readonly seasons: SeasonService) {}

  @Get('season')
  @ApiRoute({
    summary: 'The current season, or another one: its weeks and when their cards close',
    query: seasonQuerySchema,
    response: seasonSchema,
    errors: ['invalid-input'],
  })
  season(@InSeason() asked: SeasonQuery): Promise<Season> {
    return this.seasons.season(asked);
  }

  @Get('season/games')
  @ApiRoute({
    summary: 'All games of the season',
    query: seasonQuerySchema,
    response: seasonGamesSchema,
    errors: ['invalid-input'],
  })
  seasonGames(@InSeason() asked: SeasonQuery): Promise<SeasonGames> {
    return this.seasons.allGames(asked);
  }

  @Get('weeks/:week/games')
  @ApiRoute({
    summary: 'Games of a week',
    query: seasonQuerySchema,
    response: weekGamesSchema,
    errors: ['invalid-input'],
  })
  games(@WeekParam() week: number, @InSeason() asked: SeasonQuery): Promise<WeekGames> {
    return this.seasons.games(week, asked);
  }

  @Get('weeks/:week/facts')
  @ApiRoute({
    summary: 'Records and odds of the games of a week, as far as the feed has them',
    query: seasonQuerySchema,
    response: weekFactsSchema,
    errors: ['invalid-input'],
  })
  facts(@WeekParam() week: number, @InSeason() asked: SeasonQuery): Promise<WeekFacts> {
    return this.seasons.facts(week, asked);
  }

  @Get('teams')
  @ApiRoute({ summary: 'The 32 teams', response: z.array(teamSchema) })
  teams(): readonly Team[] {
    return TEAMS;
  }
}
