import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.js';
import { MoveMails } from './move-mails.js';
import { MovedGames } from './moved-games.service.js';

/** Notifications about games that change their week. */
@Module({
  imports: [AlertsModule],
  providers: [MoveMails, MovedGames],
  exports: [MovedGames],
})
export class MovesModule {}
