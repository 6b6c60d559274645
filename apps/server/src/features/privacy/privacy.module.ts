import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlertsModule } from '../alerts/alerts.module.js';
import { AnnouncementsModule } from '../announcements/announcements.module.js';
import { UserEntity } from '../auth/user.entity.js';
import { CardsModule } from '../cards/cards.module.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OfficialResultsModule } from '../official-results/official-results.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { AccountController } from './account.controller.js';
import { AccountErasure } from './account-erasure.js';
import { AccountExportService } from './account-export.service.js';
import { AccountRemovalService, UnverifiedAccounts } from './account-removal.service.js';
import { ErasureEntity } from './erasure.entity.js';

/** Export and deletion of an account, across all features. */
@Module({
  imports: [
    TypeOrmModule.forFeature([ErasureEntity, UserEntity]),
    AlertsModule,
    AnnouncementsModule,
    CardsModule,
    LeaguesModule,
    NotificationsModule,
    ReportsModule,
    OfficialResultsModule,
    SlateModule,
  ],
  controllers: [AccountController],
  providers: [AccountErasure, AccountExportService, AccountRemovalService, UnverifiedAccounts],
})
export class PrivacyModule {}
