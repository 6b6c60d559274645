import { Controller, Get, Param } from '@nestjs/common';
import { type Receipts, receiptsSchema, type SeasonQuery, seasonQuerySchema } from '@sunday-live/contract';
import { SignedIn } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../../auth/session-player.js';
import { InSeason, WeekParam } from '../../calendar/week-param.js';
import { ReceiptsService } from './receipts.service.js';

@SignedIn()
@Controller('api/leagues/:id')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Get('receipts/:week')
  @ApiRoute({
    summary: 'What each card said when its picks closed, with its hash, and what was corrected since',
    query: seasonQuerySchema,
    response: receiptsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  read(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @WeekParam() week: number,
    @InSeason() asked: SeasonQuery,
  ): Promise<Receipts> {
    return this.receipts.read(league, player.id, week, asked);
  }
}
