import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  type FeedHealth,
  feedHealthSchema,
  type NodeReport,
  nodeReportsSchema,
  type PageQuery,
  pageQuerySchema,
  type Quarantine,
  type QueueReport,
  quarantineSchema,
  queueReportsSchema,
  type Reason,
  reasonSchema,
  type SeasonQuery,
  seasonQuerySchema,
  type WeekPicks,
  weekPicksSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { Audited, type Author, By } from '../../../platform/audit/author.js';
import { AdminOnly, ZodPipe } from '../../../platform/http/access.js';
import { ApiRoute } from '../../../platform/http/openapi.js';
import { QueueCounts } from '../../../platform/work/queue-counts.js';
import { InSeason, WeekParam } from '../../calendar/week-param.js';
import { FeedStateService } from '../../feed/feed-state.service.js';
import { QuarantineReview } from '../../slate/quarantine-review.service.js';
import { WeekPicksService } from '../picks/week-picks.service.js';
import { NodeDirectory } from './node-directory.js';
import { reportOf } from './queue-report.js';

const Id = (): ParameterDecorator => Param('id', new ZodPipe(z.coerce.number().int().positive()));
const Why = (): ParameterDecorator => Body(new ZodPipe(reasonSchema));

/** Monitoring for admins: the feed, its quarantine, the nodes, and picks of locked games. */
@AdminOnly()
@Controller('api/admin')
export class WatchController {
  constructor(
    private readonly feed: FeedStateService,
    private readonly quarantine: QuarantineReview,
    private readonly nodes: NodeDirectory,
    private readonly queues: QueueCounts,
    private readonly picks: WeekPicksService,
  ) {}

  @Get('feed')
  @ApiRoute({ summary: 'State, latency, cadence and last errors of the feed', response: feedHealthSchema })
  health(): Promise<FeedHealth> {
    return this.feed.health();
  }

  @Get('nodes')
  @ApiRoute({
    summary: 'Processes, with their number of clients by transport',
    response: nodeReportsSchema,
  })
  allNodes(): Promise<NodeReport[]> {
    return this.nodes.all();
  }

  @Get('jobs')
  @ApiRoute({
    summary: 'The job queues in figures; `/api/admin/queues` shows each job',
    response: queueReportsSchema,
  })
  async jobs(): Promise<QueueReport[]> {
    return (await this.queues.withFailures()).map(reportOf);
  }

  @Get('weeks/:week/picks')
  @ApiRoute({
    summary: 'Who picked whom in the locked games of a week, and whose cards lack picks',
    query: seasonQuerySchema,
    response: weekPicksSchema,
    errors: ['invalid-input', 'unknown-week'],
  })
  weekPicks(@WeekParam() week: number, @InSeason() asked: SeasonQuery): Promise<WeekPicks> {
    return this.picks.read(week, asked);
  }

  @Get('quarantine')
  @ApiRoute({
    summary: 'Quarantined observations of the feed, undecided ones first, by page',
    query: pageQuerySchema,
    response: quarantineSchema,
    errors: ['invalid-input'],
  })
  quarantined(@Query(new ZodPipe(pageQuerySchema)) asked: PageQuery): Promise<Quarantine> {
    return this.quarantine.list(asked);
  }

  @Post('quarantine/:id/accept')
  @HttpCode(204)
  @Audited('quarantine.accept')
  @ApiRoute({
    summary: 'Accept an observation: the game takes its values, as a correction',
    status: 204,
    body: reasonSchema,
    errors: ['conflict', 'invalid-input', 'not-found'],
  })
  accept(@By() author: Author, @Id() id: number, @Why() { why }: Reason): Promise<void> {
    return this.quarantine.accept(author, id, why);
  }

  @Post('quarantine/:id/reject')
  @HttpCode(204)
  @Audited('quarantine.reject')
  @ApiRoute({
    summary: 'Reject an observation: the game stays unchanged',
    status: 204,
    body: reasonSchema,
    errors: ['conflict', 'invalid-input', 'not-found'],
  })
  reject(@By() author: Author, @Id() id: number, @Why() { why }: Reason): Promise<void> {
    return this.quarantine.reject(author, id, why);
  }
}
