import { Body, Controller, Get, Headers, Put } from '@nestjs/common';
import {
  type Card,
  type CardInput,
  cardInputSchema,
  cardSchema,
  type MyCards,
  myCardsSchema,
} from '@sunday-live/contract';
import { SignedIn } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ZodPipe } from '../../platform/http/zod.pipe.js';
import { demandNamedPlayer } from '../players/named-player.js';
import { CurrentPlayer, type SessionPlayer } from '../players/session-player.js';
import { WeekParam } from '../season/week-param.js';
import { CardsService } from './cards.service.js';
import { givenVersion } from './saved-version.js';

@SignedIn()
@Controller('api/me/cards')
export class CardsController {
  constructor(private readonly cards: CardsService) {}

  @Get()
  @ApiRoute({ summary: 'My cards of the season, used bankers and jokers', response: myCardsSchema })
  readAll(@CurrentPlayer() player: SessionPlayer): Promise<MyCards> {
    return this.cards.readAll(player.id);
  }

  @Get(':week')
  @ApiRoute({ summary: 'My card of a week', response: cardSchema, errors: ['invalid-input', 'unknown-week'] })
  read(@CurrentPlayer() player: SessionPlayer, @WeekParam() week: number): Promise<Card> {
    return this.cards.read(player.id, week);
  }

  @Put(':week')
  @ApiRoute({
    summary: 'Replace my card of a week',
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
    ],
  })
  save(
    @CurrentPlayer() player: SessionPlayer,
    @WeekParam() week: number,
    @Body(new ZodPipe(cardInputSchema)) { player: named, ...input }: CardInput,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('user-agent') device: string | undefined,
  ): Promise<Card> {
    demandNamedPlayer(named, player.id);
    const version = givenVersion(input, ifMatch);
    return this.cards.save(player.id, week, { ...input, version }, device ?? null);
  }
}
