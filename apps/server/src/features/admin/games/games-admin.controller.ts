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
import { AppError } from '../../../platform/errors/app-error.js';
import { AdminOnly, SignedIn, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { ScorerRight } from '../../auth/scorer-right.js';
import { CurrentPlayer, type SessionPlayer } from '../../auth/session-player.js';
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
    private readonly scorers: ScorerRight,
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
  @SignedIn()
  @HttpCode(204)
  @Audited('game.by-hand')
  @ApiRoute({
    summary:
      'Take a game over, change it, or give it back to the feed: one event on the log. A scorer of the day may enter its score and state only',
    status: 204,
    body: gameChangeSchema,
    errors: ['admin-mfa-required', 'conflict', 'forbidden', 'invalid-input', 'not-found'],
  })
  async change(
    @By() author: Author,
    @CurrentPlayer() player: SessionPlayer,
    @Param('game') game: string,
    @Body(new ZodPipe(gameChangeSchema)) change: GameChange,
  ): Promise<void> {
    const until = await this.scorers.demand(player);
    if (until !== null) demandScoreOnly(change);
    return this.games.change(author, game, change);
  }
}

/** What a scorer of the day may enter (rule H5). */
const OF_SCORERS: readonly string[] = [
  'byHand',
  'awayScore',
  'homeScore',
  'state',
  'period',
  'clock',
  'why',
] satisfies (keyof GameChange)[];

/** @throws AppError `forbidden` for a change that only admins may make: teams, week, kickoff, calling off, giving back */
function demandScoreOnly(change: GameChange): void {
  const more = Object.keys(change).filter((field) => !OF_SCORERS.includes(field));
  if (more.length > 0) throw new AppError('forbidden', `Only admins may change ${more.join(', ')}.`);
  if (change.byHand === false) throw new AppError('forbidden', 'Only admins may give a game back.');
  if (change.state === 'off') throw new AppError('forbidden', 'Only admins may call a game off.');
}
