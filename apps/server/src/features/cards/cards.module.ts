import { Module } from '@nestjs/common';
import { SeasonModule } from '../season/season.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { CardStore } from './card-store.js';
import { CardsController } from './cards.controller.js';
import { CardsService } from './cards.service.js';

/** Picks, bankers and jokers, until the deadline. */
@Module({
  imports: [SeasonModule, SlateModule],
  controllers: [CardsController],
  providers: [CardsService, CardStore],
  exports: [CardsService, CardStore],
})
export class CardsModule {}
