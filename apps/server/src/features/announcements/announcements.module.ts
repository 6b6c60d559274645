import { Module } from '@nestjs/common';
import { LeagueDirectoryModule } from '../leagues/league-directory.module.js';
import { MailLinks } from '../mails/mail-links.js';
import { SlateModule } from '../slate/slate.module.js';
import { AnnouncementStore } from './announcement.store.js';
import { AnnouncementLimits } from './announcement-limits.js';
import { AnnouncementMails } from './announcement-mails.js';
import { AnnouncementPublisher } from './announcement-publisher.js';
import { AnnouncementsController } from './announcements.controller.js';
import { AnnouncementsService } from './announcements.service.js';
import { LeagueAnnouncementsController } from './league-announcements.controller.js';

/** Announcements over HTTP and at their time; the board itself is read by who shows it. */
@Module({
  imports: [LeagueDirectoryModule, SlateModule],
  controllers: [AnnouncementsController, LeagueAnnouncementsController],
  providers: [
    AnnouncementLimits,
    AnnouncementMails,
    AnnouncementPublisher,
    AnnouncementStore,
    AnnouncementsService,
    MailLinks,
  ],
  exports: [AnnouncementsService],
})
export class AnnouncementsModule {}
