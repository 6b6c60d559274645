import { Module } from '@nestjs/common';
import { AnnouncementsModule } from '../../announcements/announcements.module.js';
import { FeedModule } from '../../feed/feed.module.js';
import { LeaguesModule } from '../../leagues/leagues.module.js';
import { ProjectionModule } from '../../projection/projection.module.js';
import { SlateModule } from '../../slate/slate.module.js';
import { LiveHub } from '../live-hub.js';
import { LiveRightsModule } from '../live-rights.module.js';
import { LiveHubService } from './live-hub.service.js';

/** Turns this node's log into frames per league. */
@Module({
  imports: [AnnouncementsModule, FeedModule, LeaguesModule, LiveRightsModule, SlateModule, ProjectionModule],
  providers: [LiveHubService, { provide: LiveHub, useExisting: LiveHubService }],
  exports: [LiveHub],
})
export class LiveHubModule {}
