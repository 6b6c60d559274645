import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { entities } from './entities.js';
import { AdminModule } from './features/admin/admin.module.js';
import { AlertsModule } from './features/alerts/alerts.module.js';
import { AnnouncementsModule } from './features/announcements/announcements.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { BackupsModule } from './features/backups/backups.module.js';
import { CalendarModule } from './features/calendar/calendar.module.js';
import { CardsModule } from './features/cards/cards.module.js';
import { DemoModule } from './features/demo/demo.module.js';
import { EmailsModule } from './features/emails/emails.module.js';
import { FeedModule } from './features/feed/feed.module.js';
import { LeaguesModule } from './features/leagues/leagues.module.js';
import { LiveModule } from './features/live/live.module.js';
import { NotificationsModule } from './features/notifications/notifications.module.js';
import { OfficialResultsModule } from './features/official-results/official-results.module.js';
import { PrivacyModule } from './features/privacy/privacy.module.js';
import { RecordsModule } from './features/records/records.module.js';
import { ReportsModule } from './features/reports/reports.module.js';
import { ScorerModule } from './features/scorer/scorer.module.js';
import { StandingsModule } from './features/standings/standings.module.js';
import { StatisticsModule } from './features/statistics/statistics.module.js';
import { WidgetsModule } from './features/widgets/widgets.module.js';
import { platformModule } from './platform/platform.module.js';

@Module({})
class AppModule {}

/**
 * The root module: the platform and every feature.
 * @param databaseUrl address of the database in use, embedded or configured
 */
export function appModule(config: Config, databaseUrl: string): DynamicModule {
  return {
    module: AppModule,
    imports: [
      platformModule(config, databaseUrl, entities),
      AuthModule,
      PrivacyModule,
      AdminModule,
      AlertsModule,
      AnnouncementsModule,
      BackupsModule,
      CardsModule,
      FeedModule,
      DemoModule,
      StandingsModule,
      LeaguesModule,
      LiveModule,
      EmailsModule,
      NotificationsModule,
      RecordsModule,
      OfficialResultsModule,
      ReportsModule,
      ScorerModule,
      CalendarModule,
      StatisticsModule,
      WidgetsModule,
    ],
  };
}
