import { Module } from '@nestjs/common';
import { SeasonModule } from '../season/season.module.js';
import { SlateModule } from '../slate/slate.module.js';
import { CardSaver } from './card-saver.js';
import { CardStore } from './card-store.js';
import { CardTransaction } from './card-transaction.js';
import { CardsController } from './cards.controller.js';
import { CardsService } from './cards.service.js';

/** Picks, bankers and jokers, until the deadline. */
@Module({
  imports: [SeasonModule, SlateModule],
  controllers: [CardsController],
  providers: [CardSaver, CardStore, CardTransaction, CardsService],
})
export class CardsModule {}
