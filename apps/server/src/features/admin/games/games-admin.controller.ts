import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type AddedGame,
  type AdminGames,
  addedGameSchema,
  adminGamesSchema,
  type GameChange,
  type GameMerge,
  type GameReturn,
  gameChangeSchema,
  gameMergeSchema,
  gameReturnSchema,
  type NewGame,
  newGameSchema,
  type WeekOfSeasonQuery,
  weekOfSeasonQuerySchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { GameRoster } from '../../slate/game-roster.service.js';
import { HandGames } from '../../slate/hand-games.service.js';
import { ReturnPreview } from './return-preview.js';

/** The games of a week, and scores that admins enter by hand. */
@AdminOnly()
@Controller('api/admin/games')
export class GamesAdminController {
  constructor(
    private readonly games: HandGames,
    private readonly roster: GameRoster,
    private readonly returns: ReturnPreview,
  ) {}

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

  @Get(':game/return')
  @ApiRoute({
    summary: 'How many players’ points, and which leaders, change when a game by hand is given back',
    response: gameReturnSchema,
    errors: ['not-found'],
  })
  preview(@Param('game') game: string): Promise<GameReturn> {
    return this.returns.of(game);
  }

  @Post()
  @Audited('game.add')
  @ApiRoute({
    summary: 'Add a game that no feed has; it is by hand',
    status: 201,
    body: newGameSchema,
    response: addedGameSchema,
    errors: ['conflict', 'invalid-input', 'unknown-week'],
  })
  async add(@By() author: Author, @Body(new ZodPipe(newGameSchema)) game: NewGame): Promise<AddedGame> {
    return { id: await this.roster.add(author, game) };
  }

  @Post(':game/merge')
  @HttpCode(204)
  @Audited('game.merge')
  @ApiRoute({
    summary: 'Merge a game into another one that is the same: its picks follow',
    status: 204,
    body: gameMergeSchema,
    errors: ['conflict', 'invalid-input', 'not-found'],
  })
  merge(
    @By() author: Author,
    @Param('game') game: string,
    @Body(new ZodPipe(gameMergeSchema)) merge: GameMerge,
  ): Promise<void> {
    return this.roster.merge(author, game, merge);
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
