import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { tickerQueue } from '../../platform/work/tickers.js';
import { AlertsModule } from '../alerts/alerts.module.js';
import { BackupEntity, BackupRunEntity } from './backup.entity.js';
import { BackupStore } from './backup.store.js';
import { BackupAlerts } from './backup-alerts.js';
import { BackupMaker } from './backup-maker.js';
import { BackupPlace } from './backup-place.js';
import { BACKUPS_TICKER, BackupTurns } from './backup-turns.js';
import { BackupsController } from './backups.controller.js';
import { BackupsService } from './backups.service.js';

/** Scheduled backups: made when due, verified by a restore, rotated. */
@Module({
  imports: [
    AlertsModule,
    TypeOrmModule.forFeature([BackupEntity, BackupRunEntity]),
    tickerQueue(BACKUPS_TICKER),
  ],
  controllers: [BackupsController],
  providers: [BackupAlerts, BackupMaker, BackupPlace, BackupsService, BackupStore, BackupTurns],
  exports: [BackupsService],
})
export class BackupsModule {}
