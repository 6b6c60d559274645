import { Module } from '@nestjs/common';
import { LeagueDirectoryModule } from '../leagues/league-directory.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { AnnouncementMails } from './announcement-mails.js';
import { AnnouncementPublisher } from './announcement-publisher.js';
import { AnnouncementStore } from './announcement-store.js';
import { AnnouncementsController } from './announcements.controller.js';
import { AnnouncementsService } from './announcements.service.js';
import { LeagueAnnouncementsController } from './league-announcements.controller.js';

/** Announcements over HTTP and at their time; the board itself is read by who shows it. */
@Module({
  imports: [LeagueDirectoryModule, SlateModule],
  controllers: [AnnouncementsController, LeagueAnnouncementsController],
  providers: [AnnouncementMails, AnnouncementPublisher, AnnouncementStore, AnnouncementsService],
  exports: [AnnouncementsService],
})
export class AnnouncementsModule {}
