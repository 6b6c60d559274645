import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminAlertEntity } from './admin-alert.entity.js';
import { AlertMails } from './alert-mails.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { OutsideAlerts } from './outside-alerts.js';

/** Alerts: automatic work that needs an admin. */
@Module({
  imports: [TypeOrmModule.forFeature([AdminAlertEntity])],
  controllers: [AlertsController],
  providers: [AlertMails, AlertsService, OutsideAlerts],
  exports: [AlertsService],
})
export class AlertsModule {}
