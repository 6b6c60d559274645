import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailLinks } from '../emails/mail-links.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { AnnouncementEntity } from './announcement.entity.js';
import { AnnouncementStore } from './announcement.store.js';
import { AnnouncementBoard } from './announcement-board.js';
import { AnnouncementMails } from './announcement-mails.js';
import { AnnouncementsController } from './announcements.controller.js';
import { AnnouncementPublisher, AnnouncementsService } from './announcements.service.js';
import { AnnouncementLimits, LeagueAnnouncementsController } from './league-announcements.controller.js';

/** Announcements over HTTP and at their scheduled time; the live stream reads the board. */
@Module({
  imports: [TypeOrmModule.forFeature([AnnouncementEntity]), LeaguesModule, SlateModule],
  controllers: [AnnouncementsController, LeagueAnnouncementsController],
  providers: [
    AnnouncementBoard,
    AnnouncementLimits,
    AnnouncementMails,
    AnnouncementPublisher,
    AnnouncementStore,
    AnnouncementsService,
    MailLinks,
  ],
  exports: [AnnouncementBoard, AnnouncementsService],
})
export class AnnouncementsModule {}
