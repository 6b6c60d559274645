import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LiveGateway } from './live.gateway.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveSessions } from './live-sessions.js';
import { LongPollService } from './long-poll/long-poll.service.js';
import { PollEntrance } from './long-poll/poll-entrance.js';

/** The live stream: the hub's frames by Socket.IO and by long-poll. */
@Module({
  controllers: [LiveController],
  providers: [LiveGateway, LiveMetrics, LiveSessions, LongPollService, PollEntrance],
  exports: [LiveGateway],
})
export class LiveModule {}
