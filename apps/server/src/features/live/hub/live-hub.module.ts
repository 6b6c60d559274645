import { Module } from '@nestjs/common';
import { AnnouncementBoardModule } from '../../announcements/announcement-board.module.js';
import { FeedStateModule } from '../../feed/feed-state.module.js';
import { LeagueDirectoryModule } from '../../leagues/league-directory.module.js';
import { ProjectionModule } from '../../projection/projection.module.js';
import { SlateModule } from '../../slate/slate.module.js';
import { LiveHub } from '../live-hub.js';
import { LiveRightsModule } from '../live-rights.module.js';
import { LiveHubService } from './live-hub.service.js';

/** The log of this node as frames per league. */
@Module({
  imports: [
    AnnouncementBoardModule,
    FeedStateModule,
    LeagueDirectoryModule,
    LiveRightsModule,
    SlateModule,
    ProjectionModule,
  ],
  providers: [LiveHubService, { provide: LiveHub, useExisting: LiveHubService }],
  exports: [LiveHub],
})
export class LiveHubModule {}
