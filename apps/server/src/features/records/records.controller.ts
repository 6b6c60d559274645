import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  type LeagueRecords,
  leagueRecordsSchema,
  type NewWrittenRecord,
  newWrittenRecordSchema,
  seasonYearSchema,
  type WrittenRecord,
  writtenRecordSchema,
  writtenRecordsSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../platform/audit/author.js';
import { AdminOnly, SignedIn, ZodPipe } from '../../platform/http/access.js';
import { ApiRoute } from '../../platform/http/openapi.js';
import { CurrentPlayer, type SessionPlayer } from '../auth/session-player.js';
import { RecordsService } from './records.service.js';
import { WrittenRecordsService } from './written-records.service.js';

/** `season` absent: all seasons. */
const seasonQuery = z.object({ season: z.optional(seasonYearSchema) });

@Controller('api')
export class RecordsController {
  constructor(
    private readonly records: RecordsService,
    private readonly written: WrittenRecordsService,
  ) {}

  @Get('leagues/:id/records')
  @SignedIn()
  @ApiRoute({
    summary: "A league's records over all seasons, or of one",
    query: seasonQuery,
    response: leagueRecordsSchema,
    errors: ['invalid-input', 'not-found'],
  })
  ofLeague(
    @CurrentPlayer() player: SessionPlayer,
    @Param('id') league: string,
    @Query(new ZodPipe(seasonQuery)) { season }: z.infer<typeof seasonQuery>,
  ): Promise<LeagueRecords> {
    return this.records.ofLeague(league, player.id, season ?? null);
  }

  @Get('records')
  @SignedIn()
  @ApiRoute({ summary: 'Records that admins entered by hand', response: writtenRecordsSchema })
  all(): Promise<WrittenRecord[]> {
    return this.written.all();
  }

  @Post('admin/records')
  @AdminOnly()
  @Audited('record.create')
  @ApiRoute({
    summary: 'Enter a record by hand',
    status: 201,
    body: newWrittenRecordSchema,
    response: writtenRecordSchema,
    errors: ['invalid-input'],
  })
  create(
    @By() author: Author,
    @Body(new ZodPipe(newWrittenRecordSchema)) input: NewWrittenRecord,
  ): Promise<WrittenRecord> {
    return this.written.create(author, input);
  }

  @Put('admin/records/:id')
  @AdminOnly()
  @Audited('record.change')
  @ApiRoute({
    summary: 'Change a record that was entered by hand',
    body: newWrittenRecordSchema,
    response: writtenRecordSchema,
    errors: ['invalid-input', 'not-found'],
  })
  change(
    @By() author: Author,
    @Param('id') id: string,
    @Body(new ZodPipe(newWrittenRecordSchema)) input: NewWrittenRecord,
  ): Promise<WrittenRecord> {
    return this.written.change(author, id, input);
  }

  @Delete('admin/records/:id')
  @AdminOnly()
  @Audited('record.remove')
  @HttpCode(204)
  @ApiRoute({ summary: 'Delete a record that was entered by hand', status: 204, errors: ['not-found'] })
  remove(@By() author: Author, @Param('id') id: string): Promise<void> {
    return this.written.remove(author, id);
  }
}
