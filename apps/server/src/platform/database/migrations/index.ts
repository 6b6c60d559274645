import { Installation1700000000000 } from './1700000000000-installation.js';
import { Slate1700000000001 } from './1700000000001-slate.js';
import { Accounts1700000000002 } from './1700000000002-accounts.js';
import { Play1700000000003 } from './1700000000003-play.js';
import { Feed1700000000004 } from './1700000000004-feed.js';
import { OneTimeTokens1700000000005 } from './1700000000005-one-time-tokens.js';
import { Mails1700000000006 } from './1700000000006-mails.js';
import { Results1700000000007 } from './1700000000007-results.js';
import { Records1700000000008 } from './1700000000008-records.js';
import { Audit1700000000009 } from './1700000000009-audit.js';
import { Reports1700000000010 } from './1700000000010-reports.js';
import { ScheduledAnnouncements1700000000011 } from './1700000000011-scheduled-announcements.js';
import { Alerts1700000000017 } from './1700000000017-alerts.js';
import { Console1700000000019 } from './1700000000019-console.js';
import { Push1700000000020 } from './1700000000020-push.js';
import { Widget1700000000021 } from './1700000000021-widget.js';
import { RuleCorrections1700000000022 } from './1700000000022-rule-corrections.js';
import { MailRetention1700000000023 } from './1700000000023-mail-retention.js';
import { AccessEnds1700000000025 } from './1700000000025-access-ends.js';
import { GameWeeks1700000000026 } from './1700000000026-game-weeks.js';
import { PlayersOnLog1700000000027 } from './1700000000027-players-on-log.js';
import { RefusedDevices1700000000028 } from './1700000000028-refused-devices.js';
import { FeedDoubts1700000000029 } from './1700000000029-feed-doubts.js';
import { AnnouncementEmails1700000000031 } from './1700000000031-announcement-emails.js';
import { CardDevice1700000000032 } from './1700000000032-card-device.js';
import { ExchangedSides1700000000033 } from './1700000000033-exchanged-sides.js';
import { OutsideTrouble1700000000034 } from './1700000000034-outside-trouble.js';
import { Erasures1700000000035 } from './1700000000035-erasures.js';
import { GameChangedAt1700000000036 } from './1700000000036-game-changed-at.js';
import { SeasonTypes1700000000037 } from './1700000000037-season-types.js';
import { WeekIndexes1700000000049 } from './1700000000049-week-indexes.js';
import { PickedTeams1700000000050 } from './1700000000050-picked-teams.js';
import { Correctors1700000000051 } from './1700000000051-correctors.js';
import { Entities1700000000052 } from './1700000000052-entities.js';
import { AnyRules1700000000060 } from './1700000000060-any-rules.js';
import { NoSeasonScores1700000000061 } from './1700000000061-no-season-scores.js';
import { CardBits1700000000062 } from './1700000000062-card-bits.js';
import { PlayerWeeks1700000000063 } from './1700000000063-player-weeks.js';
import { Tickers1700000000066 } from './1700000000066-tickers.js';
import { MailsAtLeastOnce1700000000067 } from './1700000000067-mails-at-least-once.js';
import { ReportOutbox1700000000068 } from './1700000000068-report-outbox.js';
import { NameKeys1700000000070 } from './1700000000070-name-keys.js';
import { PushKinds1700000000075 } from './1700000000075-push-kinds.js';
import { GamePauses1700000000076 } from './1700000000076-game-pauses.js';
import { SeasonSums1700000000080 } from './1700000000080-season-sums.js';
import { FreshStatistics1700000000081 } from './1700000000081-fresh-statistics.js';
import { GamesByHand1700000000085 } from './1700000000085-games-by-hand.js';
import { NamesByHand1700000000086 } from './1700000000086-names-by-hand.js';
import { ReceiptsInSteps1700000000090 } from './1700000000090-receipts-in-steps.js';
import { PlannedResultMails1700000000091 } from './1700000000091-planned-result-mails.js';
import { LogWithoutCards1700000000092 } from './1700000000092-log-without-cards.js';
import { Scorers1700000000097 } from './1700000000097-scorers.js';
import { MergedGames1700000000098 } from './1700000000098-merged-games.js';
import { StatusOfNodes1700000000103 } from './1700000000103-status-of-nodes.js';
import { Backups1700000000104 } from './1700000000104-backups.js';

/** All migrations, oldest first. Add a new one at the end; never edit one that has run anywhere. */
export const migrations = [
  Installation1700000000000,
  Slate1700000000001,
  Accounts1700000000002,
  Play1700000000003,
  Feed1700000000004,
  OneTimeTokens1700000000005,
  Results1700000000007,
  Records1700000000008,
  Audit1700000000009,
  Mails1700000000006,
  Alerts1700000000017,
  Console1700000000019,
  ScheduledAnnouncements1700000000011,
  Reports1700000000010,
  RuleCorrections1700000000022,
  MailRetention1700000000023,
  Push1700000000020,
  Widget1700000000021,
  AccessEnds1700000000025,
  GameWeeks1700000000026,
  PlayersOnLog1700000000027,
  RefusedDevices1700000000028,
  FeedDoubts1700000000029,
  AnnouncementEmails1700000000031,
  GameChangedAt1700000000036,
  OutsideTrouble1700000000034,
  CardDevice1700000000032,
  ExchangedSides1700000000033,
  Erasures1700000000035,
  WeekIndexes1700000000049,
  SeasonTypes1700000000037,
  PickedTeams1700000000050,
  Correctors1700000000051,
  Entities1700000000052,
  NoSeasonScores1700000000061,
  AnyRules1700000000060,
  CardBits1700000000062,
  PlayerWeeks1700000000063,
  Tickers1700000000066,
  MailsAtLeastOnce1700000000067,
  ReportOutbox1700000000068,
  NameKeys1700000000070,
  PushKinds1700000000075,
  GamePauses1700000000076,
  SeasonSums1700000000080,
  FreshStatistics1700000000081,
  GamesByHand1700000000085,
  NamesByHand1700000000086,
  ReceiptsInSteps1700000000090,
  PlannedResultMails1700000000091,
  LogWithoutCards1700000000092,
  StatusOfNodes1700000000103,
  Backups1700000000104,
  Scorers1700000000097,
  MergedGames1700000000098,
];
