import { DatabaseSizeEntity } from './features/admin/status/entities/database-size.entity.js';
import { AdminAlertEntity } from './features/alerts/entities/admin-alert.entity.js';
import { AnnouncementEntity } from './features/announcements/entities/announcement.entity.js';
import { AccountEntity } from './features/auth/entities/account.entity.js';
import { OneTimeTokenEntity } from './features/auth/entities/one-time-token.entity.js';
import { SessionEntity } from './features/auth/entities/session.entity.js';
import { TwoFactorEntity } from './features/auth/entities/two-factor.entity.js';
import { UserEntity } from './features/auth/entities/user.entity.js';
import { VerificationEntity } from './features/auth/entities/verification.entity.js';
import { BackupEntity } from './features/backups/entities/backup.entity.js';
import { BackupRunEntity } from './features/backups/entities/backup-run.entity.js';
import { CardEntity } from './features/cards/entities/card.entity.js';
import { CardCorrectionEntity } from './features/cards/entities/card-correction.entity.js';
import { CardReceiptEntity } from './features/cards/entities/card-receipt.entity.js';
import { ReceiptPartEntity } from './features/cards/entities/receipt-part.entity.js';
import { FeedDoubtEntity } from './features/feed/entities/feed-doubt.entity.js';
import { FeedErrorEntity } from './features/feed/entities/feed-error.entity.js';
import { FeedPollEntity } from './features/feed/entities/feed-poll.entity.js';
import { FeedStateEntity } from './features/feed/entities/feed-state.entity.js';
import { FeedWeekEntity } from './features/feed/entities/feed-week.entity.js';
import { LeagueEntity } from './features/leagues/entities/league.entity.js';
import { LeagueMemberEntity } from './features/leagues/entities/league-member.entity.js';
import { NodeReportEntity } from './features/live/entities/node-report.entity.js';
import { PushChoiceEntity } from './features/notifications/entities/push-choice.entity.js';
import { PushDeliveryEntity } from './features/notifications/entities/push-delivery.entity.js';
import { PushKeyEntity } from './features/notifications/entities/push-key.entity.js';
import { PushMessageEntity } from './features/notifications/entities/push-message.entity.js';
import { PushNewsEntity } from './features/notifications/entities/push-news.entity.js';
import { PushNotedEntity } from './features/notifications/entities/push-noted.entity.js';
import { PushPositionEntity } from './features/notifications/entities/push-position.entity.js';
import { PushSubscriptionEntity } from './features/notifications/entities/push-subscription.entity.js';
import { PlayerWeekEntity } from './features/official-results/entities/player-week.entity.js';
import { ResultProgressEntity } from './features/official-results/entities/result-progress.entity.js';
import { RulesSlotEntity } from './features/official-results/entities/rules-slot.entity.js';
import { WeekResultEntity } from './features/official-results/entities/week-result.entity.js';
import { ErasureEntity } from './features/privacy/entities/erasure.entity.js';
import { RecordEntity } from './features/records/entities/record.entity.js';
import { ReportEntity } from './features/reports/entities/report.entity.js';
import { ReportCommonEntity } from './features/reports/entities/report-common.entity.js';
import { ReportInputEntity } from './features/reports/entities/report-input.entity.js';
import { ReportTaskEntity } from './features/reports/entities/report-task.entity.js';
import { ReportWeeklyEntity } from './features/reports/entities/report-weekly.entity.js';
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
import { AuditEntity } from './platform/audit/entities/audit.entity.js';
import { InstallationEntity } from './platform/database/entities/installation.entity.js';
import { OutsideTroubleEntity } from './platform/health/entities/outside-trouble.entity.js';
import { RateLimitEntity } from './platform/http/entities/rate-limit.entity.js';
import { MailEntity } from './platform/mail/entities/mail.entity.js';
import { MailServerEntity } from './platform/mail/entities/mail-server.entity.js';
import { TickerEntity } from './platform/work/entities/ticker.entity.js';

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
