import { Body, Controller, Get, Headers, Put } from '@nestjs/common';
import {
  type Card,
  type CardInput,
  cardInputSchema,
  cardSchema,
  type MyCards,
  myCardsSchema,
  type SeasonQuery,
  seasonQuerySchema,
} from '@sunday-live/contract';
import { SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, demandNamedPlayer, type SessionPlayer } from '../auth/session-player.js';
import { InSeason, WeekParam } from '../calendar/week-param.js';
import { givenVersion } from './card-check.js';
import { CardsService } from './cards.service.js';

@SignedIn()
@Controller('api/me/cards')
export class CardsController {
  constructor(private readonly cards: CardsService) {}

  @Get()
  @ApiRoute({
    summary: 'My cards of the season, used bankers and jokers',
    query: seasonQuerySchema,
    response: myCardsSchema,
    errors: ['invalid-input'],
  })
  readAll(@CurrentPlayer() player: SessionPlayer, @InSeason() asked: SeasonQuery): Promise<MyCards> {
    return this.cards.readAll(player.id, asked);
  }

  @Get(':week')
  @ApiRoute({
    summary: 'My card of a week',
    query: seasonQuerySchema,
    response: cardSchema,
    errors: ['invalid-input', 'unknown-week'],
  })
  read(
    @CurrentPlayer() player: SessionPlayer,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
  ): Promise<Card> {
    return this.cards.read(player.id, { ...asked, week });
  }

  @Put(':week')
  @ApiRoute({
    summary: 'Replace my card of a week',
    query: seasonQuerySchema,
    body: cardInputSchema,
    response: cardSchema,
    errors: [
      'busy',
      'card-changed',
      'deadline-passed',
      'invalid-card',
      'invalid-input',
      'signed-in-as-another',
      'unknown-week',
      'week-not-played',
    ],
  })
  save(
    @CurrentPlayer() player: SessionPlayer,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
    @Body(new ZodPipe(cardInputSchema)) { player: named, ...input }: CardInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('user-agent') device: string | undefined,
  ): Promise<Card> {
    demandNamedPlayer(named, player.id);
    const version = givenVersion(input, ifMatch);
    return this.cards.save(player.id, { ...asked, week }, { ...input, version }, device ?? null);
  }
}
