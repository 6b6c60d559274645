import { Controller, Get } from '@nestjs/common';
import { type Results, resultsSchema, type SeasonQuery, seasonQuerySchema } from '@sunday-live/contract';
import { SignedIn } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { InSeason } from '../calendar/week-param.js';
import { ResultsReader } from './results-reader.js';

@SignedIn()
@Controller('api/results')
export class ResultsController {
  constructor(private readonly reader: ResultsReader) {}

  @Get()
  @ApiRoute({
    summary: 'The weeks that have begun: confirmed or not, and the average',
    query: seasonQuerySchema,
    response: resultsSchema,
    errors: ['invalid-input'],
  })
  results(@InSeason() asked: SeasonQuery): Promise<Results> {
    return this.reader.results(asked);
  }
}
