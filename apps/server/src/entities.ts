import { DatabaseSizeEntity } from './features/admin/status/entities/database-size.entity.js';
import { AdminAlertEntity } from './features/alerts/admin-alert.entity.js';
import { AnnouncementEntity } from './features/announcements/announcement.entity.js';
import { AccountEntity } from './features/auth/entities/account.entity.js';
import { OneTimeTokenEntity } from './features/auth/entities/one-time-token.entity.js';
import { SessionEntity } from './features/auth/entities/session.entity.js';
import { TwoFactorEntity } from './features/auth/entities/two-factor.entity.js';
import { UserEntity } from './features/auth/entities/user.entity.js';
import { VerificationEntity } from './features/auth/entities/verification.entity.js';
import { BackupEntity } from './features/backups/entities/backup.entity.js';
import { BackupRunEntity } from './features/backups/entities/backup-run.entity.js';
import {
  CardCorrectionEntity,
  CardEntity,
  CardReceiptEntity,
  ReceiptPartEntity,
} from './features/cards/card.entity.js';
import {
  FeedDoubtEntity,
  FeedErrorEntity,
  FeedPollEntity,
  FeedStateEntity,
  FeedWeekEntity,
} from './features/feed/feed.entity.js';
import { LeagueEntity, LeagueMemberEntity } from './features/leagues/league.entity.js';
import { NodeReportEntity } from './features/live/node-report.entity.js';
import {
  PushChoiceEntity,
  PushKeyEntity,
  PushSubscriptionEntity,
} from './features/notifications/device.entity.js';
import {
  PushDeliveryEntity,
  PushMessageEntity,
  PushNewsEntity,
  PushNotedEntity,
  PushPositionEntity,
} from './features/notifications/message.entity.js';
import {
  PlayerWeekEntity,
  ResultProgressEntity,
  RulesSlotEntity,
  WeekResultEntity,
} from './features/official-results/results.entity.js';
import { ErasureEntity } from './features/privacy/erasure.entity.js';
import { RecordEntity } from './features/records/record.entity.js';
import {
  ReportCommonEntity,
  ReportEntity,
  ReportInputEntity,
  ReportTaskEntity,
  ReportWeeklyEntity,
} from './features/reports/report.entity.js';
import { FeedQuarantineEntity } from './features/slate/entities/feed-quarantine.entity.js';
import { GameEntity } from './features/slate/entities/game.entity.js';
import { GameLeftWeekEntity } from './features/slate/entities/game-left-week.entity.js';
import { GameMergedEntity } from './features/slate/entities/game-merged.entity.js';
import { GamePlayEntity } from './features/slate/entities/game-play.entity.js';
import { GameSlotEntity } from './features/slate/entities/game-slot.entity.js';
import { SeasonStateEntity } from './features/slate/entities/season-state.entity.js';
import { SlateEventEntity } from './features/slate/entities/slate-event.entity.js';
import { SlateStreamEntity } from './features/slate/entities/slate-stream.entity.js';
import { WeekDeadlineEntity } from './features/slate/entities/week-deadline.entity.js';
import { AuditEntity } from './platform/audit/audit.entity.js';
import { InstallationEntity } from './platform/database/installation.entity.js';
import { OutsideTroubleEntity } from './platform/health/outside-trouble.entity.js';
import { RateLimitEntity } from './platform/http/rate-limit.entity.js';
import { MailEntity, MailServerEntity } from './platform/mail/mail.entity.js';
import { TickerEntity } from './platform/work/ticker.entity.js';

/** All tables of the database, except TypeORM's own list of migrations. */
export const entities = [
  AccountEntity,
  AdminAlertEntity,
  DatabaseSizeEntity,
  AnnouncementEntity,
  AuditEntity,
  BackupEntity,
  BackupRunEntity,
  CardEntity,
  CardCorrectionEntity,
  CardReceiptEntity,
  ErasureEntity,
  FeedDoubtEntity,
  FeedErrorEntity,
  FeedPollEntity,
  FeedQuarantineEntity,
  FeedStateEntity,
  FeedWeekEntity,
  GameEntity,
  GameLeftWeekEntity,
  GameMergedEntity,
  GamePlayEntity,
  GameSlotEntity,
  InstallationEntity,
  LeagueEntity,
  LeagueMemberEntity,
  MailEntity,
  MailServerEntity,
  NodeReportEntity,
  OneTimeTokenEntity,
  OutsideTroubleEntity,
  PlayerWeekEntity,
  PushChoiceEntity,
  PushDeliveryEntity,
  PushKeyEntity,
  PushMessageEntity,
  PushNewsEntity,
  PushNotedEntity,
  PushPositionEntity,
  PushSubscriptionEntity,
  RateLimitEntity,
  ReceiptPartEntity,
  RecordEntity,
  ReportEntity,
  ReportCommonEntity,
  ReportInputEntity,
  ReportTaskEntity,
  ReportWeeklyEntity,
  ResultProgressEntity,
  RulesSlotEntity,
  SeasonStateEntity,
  SessionEntity,
  SlateEventEntity,
  SlateStreamEntity,
  TickerEntity,
  TwoFactorEntity,
  UserEntity,
  VerificationEntity,
  WeekDeadlineEntity,
  WeekResultEntity,
];
