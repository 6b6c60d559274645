import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlertMails } from './alert-mails.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { AdminAlertEntity } from './entities/admin-alert.entity.js';
import { OutsideAlerts } from './outside-alerts.js';

/** What admins are told when something that runs by itself needs them. */
@Module({
  imports: [TypeOrmModule.forFeature([AdminAlertEntity])],
  controllers: [AlertsController],
  providers: [AlertMails, AlertsService, OutsideAlerts],
  exports: [AlertsService],
})
export class AlertsModule {}
