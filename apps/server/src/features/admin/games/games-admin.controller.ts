import { Body, Controller, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import {
  type AdminGames,
  adminGamesSchema,
  type GameChange,
  gameChangeSchema,
  type WeekOfSeasonQuery,
  weekOfSeasonQuerySchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { HandGames } from '../../slate/hand-games.service.js';

/** The games of a week, and scores that admins enter by hand. */
@AdminOnly()
@Controller('api/admin/games')
export class GamesAdminController {
  constructor(private readonly games: HandGames) {}

  @Get()
  @ApiRoute({
    summary: 'The games of a week: as they are shown, where that comes from, and what the feed says',
    query: weekOfSeasonQuerySchema,
    response: adminGamesSchema,
    errors: ['invalid-input', 'unknown-week'],
  })
  list(@Query(new ZodPipe(weekOfSeasonQuerySchema)) asked: WeekOfSeasonQuery): Promise<AdminGames> {
    return this.games.list(asked);
  }

  @Patch(':game')
  @HttpCode(204)
  @Audited('game.by-hand')
  @ApiRoute({
    summary: 'Take a game over, change it, or give it back to the feed: one event on the log',
    status: 204,
    body: gameChangeSchema,
    errors: ['conflict', 'invalid-input', 'not-found'],
  })
  change(
    @By() author: Author,
    @Param('game') game: string,
    @Body(new ZodPipe(gameChangeSchema)) change: GameChange,
  ): Promise<void> {
    return this.games.change(author, game, change);
  }
}
