import { Controller, Get } from '@nestjs/common';
import { type Results, resultsSchema } from '@sunday-live/contract';
import { SignedIn } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { ResultsReader } from './results-reader.js';

@SignedIn()
@Controller('api/results')
export class ResultsController {
  constructor(private readonly reader: ResultsReader) {}

  @Get()
  @ApiRoute({
    summary: 'The weeks that have begun: confirmed or not, and the average',
    response: resultsSchema,
  })
  results(): Promise<Results> {
    return this.reader.results();
  }
}
