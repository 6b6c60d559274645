import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import {
  type Card,
  type CardCorrection,
  cardCorrectionSchema,
  cardSchema,
  type SeasonQuery,
  seasonQuerySchema,
} from '@sunday-live/contract';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { InSeason, WeekParam } from '../../calendar/week-param.js';
import { CardCorrectionService } from '../../cards/card-correction.service.js';

/** Routes for cards after the lock. */
@AdminOnly()
@Controller('api/admin/cards')
export class CardsAdminController {
  constructor(private readonly corrections: CardCorrectionService) {}

  @Get(':player/:week')
  @ApiRoute({
    summary: "The locked part of a player's card",
    query: seasonQuerySchema,
    response: cardSchema,
    errors: ['invalid-input', 'not-found', 'unknown-week'],
  })
  read(
    @Param('player') player: string,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
  ): Promise<Card> {
    return this.corrections.read(player, { ...asked, week });
  }

  @Put(':player/:week')
  @Audited('card.correct')
  @ApiRoute({
    summary: 'Correct the locked part of a card: by the rules, with a reason, visible to the league',
    query: seasonQuerySchema,
    body: cardCorrectionSchema,
    response: cardSchema,
    errors: ['card-is-open', 'conflict', 'invalid-card', 'invalid-input', 'not-found', 'unknown-week'],
  })
  correct(
    @By() author: Author,
    @Param('player') player: string,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
    @Body(new ZodPipe(cardCorrectionSchema)) correction: CardCorrection,
  ): Promise<Card> {
    return this.corrections.correct(author, player, { ...asked, week }, correction);
  }
}
