import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GameStore } from './game.sql.js';
import { GameRoster } from './game-roster.service.js';
import { HandGames } from './hand-games.service.js';
import { LockWatcher } from './lock-watcher.js';
import { PlayerLog } from './player-log.js';
import { Quarantine } from './quarantine.sql.js';
import { QuarantineRetention, QuarantineReview } from './quarantine-review.service.js';
import { FeedQuarantineEntity } from './slate.entity.js';
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
