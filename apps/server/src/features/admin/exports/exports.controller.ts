import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { ExportDesk } from './export-desk.js';
import { type ExportQuery, exportQuerySchema } from './export-query.js';
import { OfficeExports } from './office-exports.js';
import { PlayExports } from './play-exports.js';

/** Serves the same file under both paths. */
const file = (name: string): string[] => [`exports/${name}.csv`, `${name}.csv`];

const Wanted = (): ParameterDecorator => Query(new ZodPipe(exportQuerySchema));

/** CSV exports: streamed, and safe to open in a spreadsheet. */
@AdminOnly()
@Controller('api/admin')
export class ExportsController {
  constructor(
    private readonly play: PlayExports,
    private readonly office: OfficeExports,
    private readonly desk: ExportDesk,
  ) {}

  @Get(file('predictions'))
  @ApiRoute({
    summary: 'Every pick of a locked game, with its points, as CSV',
    query: exportQuerySchema,
    type: 'text/csv',
    errors: ['invalid-input', 'busy'],
  })
  async predictions(@Res() response: Response, @Wanted() query: ExportQuery): Promise<void> {
    await this.desk.send(response, await this.play.predictions(query));
  }

  @Get(file('bankers'))
  @ApiRoute({
    summary: 'Every banker on a locked game, as CSV',
    query: exportQuerySchema,
    type: 'text/csv',
    errors: ['invalid-input', 'busy'],
  })
  async bankers(@Res() response: Response, @Wanted() query: ExportQuery): Promise<void> {
    await this.desk.send(response, await this.play.bankers(query));
  }

  @Get(file('no-picks'))
  @ApiRoute({
    summary: 'Players without a card for a week, as CSV',
    query: exportQuerySchema,
    type: 'text/csv',
    errors: ['invalid-input', 'busy'],
  })
  async absent(@Res() response: Response, @Wanted() query: ExportQuery): Promise<void> {
    await this.desk.send(response, await this.play.absent(query));
  }

  @Get(file('users'))
  @ApiRoute({ summary: 'Every account, as CSV', type: 'text/csv', errors: ['busy'] })
  async users(@Res() response: Response): Promise<void> {
    await this.desk.send(response, this.office.users());
  }

  @Get(file('audit'))
  @ApiRoute({ summary: 'Every change by an admin, as CSV', type: 'text/csv', errors: ['busy'] })
  async audit(@Res() response: Response): Promise<void> {
    await this.desk.send(response, this.office.audit());
  }
}
