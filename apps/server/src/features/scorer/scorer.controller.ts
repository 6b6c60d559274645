import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  type DeviceQuery,
  deviceQuerySchema,
  type Hold,
  holdSchema,
  type Plays,
  playsSchema,
  type ScorerGame,
  type ScorerGames,
  scorerGameSchema,
  scorerGamesSchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { ScorerService } from './scorer.service.js';

/** The scorer's page: for admins, and for players whom an admin has made a scorer for a day. */
@SignedIn()
@Controller('api/scorer/games')
export class ScorerController {
  constructor(private readonly scorer: ScorerService) {}

  @Get()
  @ApiRoute({
    summary: 'The games of the week in play, for scorers',
    response: scorerGamesSchema,
    errors: ['forbidden', 'unknown-week'],
  })
  list(@CurrentPlayer() player: SessionPlayer): Promise<ScorerGames> {
    return this.scorer.games(player);
  }

  @Get(':game')
  @ApiRoute({
    summary: 'A game with its holder, its plays, and what the feed says',
    query: deviceQuerySchema,
    response: scorerGameSchema,
    errors: ['forbidden', 'invalid-input', 'not-found'],
  })
  read(
    @CurrentPlayer() player: SessionPlayer,
    @Param('game') game: string,
    @Query(new ZodPipe(deviceQuerySchema)) { device }: DeviceQuery,
  ): Promise<ScorerGame> {
    return this.scorer.game(player, game, device);
  }

  @Post(':game/hold')
  @HttpCode(200)
  @Audited('game.by-hand')
  @ApiRoute({
    summary: 'Take a game over on this device, to score it',
    body: holdSchema,
    response: scorerGameSchema,
    errors: ['conflict', 'forbidden', 'invalid-input', 'not-found'],
  })
  hold(
    @By() author: Author,
    @CurrentPlayer() player: SessionPlayer,
    @Param('game') game: string,
    @Body(new ZodPipe(holdSchema)) hold: Hold,
  ): Promise<ScorerGame> {
    return this.scorer.hold(author, player, game, hold);
  }

  @Post(':game/plays')
  @HttpCode(200)
  @Audited('game.play')
  @ApiRoute({
    summary: 'Enter plays in their order, each at most once',
    body: playsSchema,
    response: scorerGameSchema,
    errors: ['conflict', 'forbidden', 'invalid-input', 'not-found'],
  })
  play(
    @By() author: Author,
    @CurrentPlayer() player: SessionPlayer,
    @Param('game') game: string,
    @Body(new ZodPipe(playsSchema)) plays: Plays,
  ): Promise<ScorerGame> {
    return this.scorer.play(author, player, game, plays);
  }
}
