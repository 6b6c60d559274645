import { Module } from '@nestjs/common';
import { AlertMails } from './alert-mails.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { OutsideAlerts } from './outside-alerts.js';

/** What admins are told when something that runs by itself needs them. */
@Module({
  controllers: [AlertsController],
  providers: [AlertMails, AlertsService, OutsideAlerts],
  exports: [AlertsService],
})
export class AlertsModule {}
