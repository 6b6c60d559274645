import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { AnnouncementsController } from './announcements.controller.js';
import { AnnouncementsService } from './announcements.service.js';

/** Announcements over HTTP; the board itself is read by who shows it. */
@Module({
  imports: [SlateModule],
  controllers: [AnnouncementsController],
  providers: [AnnouncementsService],
  exports: [AnnouncementsService],
})
export class AnnouncementsModule {}
