import { Controller, Get, Injectable, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AppError } from '../../../platform/errors/app-error.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { type CsvFile, sendCsv } from '../../../platform/http/csv.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { AdminRight } from '../../auth/access.guard.js';
import { type ExportQuery, exportQuerySchema, OfficeExports, PlayExports } from './exports.js';

/** Each download holds a database connection until its reader has finished. */
const AT_ONCE = 2;
/** How often a running download checks that its reader is still an admin (X3), as live streams do. */
const LOOK_MS = 4_000;

/** Sends files, a few at a time, so that downloads never take the connections that the game needs. */
@Injectable()
export class ExportDesk {
  private busy = 0;

  constructor(private readonly right: AdminRight) {}

  /** A download whose admin has lost the right, or whose right cannot be looked up, is broken off. @throws AppError `busy` */
  async send(response: Response, file: CsvFile): Promise<void> {
    if (this.busy >= AT_ONCE)
      throw new AppError('busy', 'Two downloads are under way already.', undefined, 5);
    this.busy += 1;
    // beside the rows, which are read in a transaction
    const looks = setInterval(() => {
      this.right.demandStill(response.req.headers).catch(() => response.destroy());
    }, LOOK_MS);
    try {
      await sendCsv(response, file);
    } finally {
      clearInterval(looks);
      this.busy -= 1;
    }
  }
}

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
