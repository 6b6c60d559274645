import { DatabaseSizeEntity } from './features/admin/status/entities/database-size.entity.js';
import { AdminAlertEntity } from './features/alerts/admin-alert.entity.js';
import { AnnouncementEntity } from './features/announcements/announcement.entity.js';
import {
  AccountEntity,
  OneTimeTokenEntity,
  SessionEntity,
  TwoFactorEntity,
  UserEntity,
  VerificationEntity,
} from './features/auth/user.entity.js';
import { BackupEntity, BackupRunEntity } from './features/backups/backup.entity.js';
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
import {
  GameEntity,
  GameLeftWeekEntity,
  GameMergedEntity,
  GamePlayEntity,
  GameSlotEntity,
  WeekDeadlineEntity,
} from './features/slate/game.entity.js';
import {
  FeedQuarantineEntity,
  SeasonStateEntity,
  SlateEventEntity,
  SlateStreamEntity,
} from './features/slate/slate.entity.js';
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
