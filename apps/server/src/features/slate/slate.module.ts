import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FeedQuarantineEntity } from './entities/feed-quarantine.entity.js';
import { GameStore } from './game.sql.js';
import { GameRoster } from './game-roster.service.js';
import { HandGames } from './hand-games.service.js';
import { LockWatcher } from './lock-watcher.js';
import { PlayerLog } from './player-log.js';
import { Quarantine } from './quarantine.sql.js';
import { QuarantineRetention } from './quarantine-retention.js';
import { QuarantineReview } from './quarantine-review.service.js';
import { SlateService } from './slate.service.js';
import { SlateLog } from './slate-log.js';
import { SlateReader } from './slate-reader.js';

/** Games, the ordered log of their changes, and the season's calendar. */
@Module({
  imports: [TypeOrmModule.forFeature([FeedQuarantineEntity])],
  providers: [
    GameRoster,
    GameStore,
    HandGames,
    LockWatcher,
    PlayerLog,
    Quarantine,
    QuarantineRetention,
    QuarantineReview,
    SlateLog,
    SlateReader,
    SlateService,
  ],
  exports: [GameRoster, HandGames, LockWatcher, QuarantineReview, SlateLog, SlateReader, SlateService],
})
export class SlateModule {}
