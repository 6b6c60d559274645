import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlertsModule } from '../../alerts/alerts.module.js';
import { BackupsModule } from '../../backups/backups.module.js';
import { FeedModule } from '../../feed/feed.module.js';
import { SiteService } from '../site/site.service.js';
import { NodeDirectory } from '../watch/node-directory.js';
import { DatabaseGrowth } from './database-growth.js';
import { DatabaseSizeEntity } from './entities/database-size.entity.js';
import { StatusController } from './status.controller.js';
import { StatusService } from './status.service.js';

/** The state of the whole installation, for the console and for commands from a shell. */
@Module({
  imports: [AlertsModule, BackupsModule, FeedModule, TypeOrmModule.forFeature([DatabaseSizeEntity])],
  controllers: [StatusController],
  providers: [DatabaseGrowth, NodeDirectory, SiteService, StatusService],
  exports: [NodeDirectory, SiteService, StatusService],
})
export class StatusModule {}
