import { Controller, Get } from '@nestjs/common';
import {
  type Season,
  type SeasonGames,
  seasonGamesSchema,
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
import { WeekParam } from './week-param.js';

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
  @ApiRoute({ summary: 'The current season, its weeks and when their cards close', response: seasonSchema })
  season(): Promise<Season> {
    return this.seasons.season();
  }

  @Get('season/games')
  @ApiRoute({ summary: 'All games of the current season', response: seasonGamesSchema })
  seasonGames(): Promise<SeasonGames> {
    return this.seasons.allGames();
  }

  @Get('weeks/:week/games')
  @ApiRoute({ summary: 'Games of a week', response: weekGamesSchema, errors: ['invalid-input'] })
  games(@WeekParam() week: number): Promise<WeekGames> {
    return this.seasons.games(week);
  }

  @Get('weeks/:week/facts')
  @ApiRoute({
    summary: 'Records and odds of the games of a week, as far as the feed has them',
    response: weekFactsSchema,
    errors: ['invalid-input'],
  })
  facts(@WeekParam() week: number): Promise<WeekFacts> {
    return this.seasons.facts(week);
  }

  @Get('teams')
  @ApiRoute({ summary: 'The 32 teams', response: z.array(teamSchema) })
  teams(): readonly Team[] {
    return TEAMS;
  }
}
