import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { SeasonController } from './season.controller.js';
import { SeasonService } from './season.service.js';
import { SeasonAdminController } from './season-admin.controller.js';
import { SeasonAdminService } from './season-admin.service.js';

/** HTTP routes of the calendar, and the admin's settings for the locking of cards. */
@Module({
  imports: [SlateModule],
  controllers: [SeasonController, SeasonAdminController],
  providers: [SeasonService, SeasonAdminService],
  exports: [SeasonService],
})
export class CalendarModule {}
