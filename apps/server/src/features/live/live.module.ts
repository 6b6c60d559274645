import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { ProjectionModule } from '../projection/projection.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { LiveHubModule } from './hub/live-hub.module.js';
import { LiveController } from './live.controller.js';
import { LiveGateway } from './live.gateway.js';
import { LogHead } from './live-hub.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveRightsModule } from './live-rights.module.js';
import { LongPollService } from './long-poll/long-poll.service.js';
import { PollRoute } from './long-poll/poll-route.js';
import { NodeReportEntity } from './node-report.entity.js';
import { NodeReporter } from './node-reporter.js';
import { PlayerMessages } from './player-messages.js';
import { PacketRates } from './socket/packet-rates.js';
import { LiveSwitch } from './viewer.js';

/** Serves the live stream: the hub's frames by Socket.IO and by long-poll. */
@Module({
  imports: [
    TypeOrmModule.forFeature([NodeReportEntity]),
    LiveHubModule,
    LiveRightsModule,
    AuthModule,
    ProjectionModule,
    SlateModule,
  ],
  controllers: [LiveController],
  providers: [
    LiveGateway,
    LiveMetrics,
    LiveSwitch,
    LogHead,
    LongPollService,
    NodeReporter,
    PacketRates,
    PlayerMessages,
    PollRoute,
  ],
  exports: [LiveGateway, PlayerMessages],
})
export class LiveModule {}
