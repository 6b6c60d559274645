import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CardsModule } from '../cards/cards.module.js';
import { EmailsModule } from '../emails/emails.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { AuditController, AuditReader } from './audit/audit.controller.js';
import { CardsAdminController } from './cards/cards-admin.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { DeskService } from './desk/desk.service.js';
import { ExportDesk, ExportsController } from './exports/exports.controller.js';
import { OfficeExports, PlayExports } from './exports/exports.js';
import { GamesAdminController } from './games/games-admin.controller.js';
import { ReturnPreview } from './games/return-preview.js';
import { WeekPicksService } from './picks/week-picks.service.js';
import { QueueBoard, QueuesController } from './queues/queues.controller.js';
import { SiteController } from './site/site.controller.js';
import { StatusModule } from './status/status.module.js';
import { UserDirectory } from './users/user-directory.js';
import { UsersController } from './users/users.controller.js';
import { WatchController } from './watch/watch.controller.js';

/** HTTP routes of the admin console. */
@Module({
  imports: [CardsModule, DiscoveryModule, EmailsModule, FeedModule, SlateModule, StatusModule],
  controllers: [
    AuditController,
    CardsAdminController,
    DeskController,
    ExportsController,
    GamesAdminController,
    SiteController,
    UsersController,
    WatchController,
    QueuesController,
  ],
  providers: [
    AuditReader,
    DeskService,
    ExportDesk,
    OfficeExports,
    PlayExports,
    ReturnPreview,
    UserDirectory,
    WeekPicksService,
    QueueBoard,
  ],
})
export class AdminModule {}
