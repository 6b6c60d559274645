import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EntityManager } from 'typeorm';
import { OutsideServices } from '../../platform/health/outside-services.js';
import { QueueCounts } from '../../platform/work/queue-counts.js';
import { LeaguesModule } from '../leagues/leagues.module.js';
import { ProjectionModule } from '../projection/projection.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { Batcher } from './batches/batcher.js';
import { MessageStore } from './batches/message.store.js';
import { PushKeyEntity, PushSubscriptionEntity } from './device.entity.js';
import { DeviceStore } from './devices/device.store.js';
import { NotificationsController } from './devices/notifications.controller.js';
import { NotificationsService } from './devices/notifications.service.js';
import { PushNewsEntity } from './message.entity.js';
import { NewsStore } from './news/news.store.js';
import { TurnWatcher } from './news/turn-watcher.js';
import { NOTIFICATIONS, PushSweeper, WeekNews } from './push-sweeper.js';
import { deliveryFigures } from './sending/delivery.sql.js';
import { PushKeys } from './sending/push-keys.js';
import { PushMetrics, PushSender } from './sending/push-sender.js';

/** Notifications by Web Push: choices and devices of players, news, messages and their delivery. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PushKeyEntity, PushNewsEntity, PushSubscriptionEntity]),
    LeaguesModule,
    SlateModule,
    ProjectionModule,
  ],
  controllers: [NotificationsController],
  providers: [
    Batcher,
    DeviceStore,
    MessageStore,
    NewsStore,
    NotificationsService,
    PushKeys,
    PushMetrics,
    PushSender,
    PushSweeper,
    TurnWatcher,
    WeekNews,
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {
  constructor(counts: QueueCounts, manager: EntityManager, outside: OutsideServices) {
    counts.register(NOTIFICATIONS, async () => {
      const [figures, lastFailure] = await Promise.all([
        deliveryFigures(manager),
        outside.lastFailure('push'),
      ]);
      return { ...figures, lastFailure };
    });
  }
}
