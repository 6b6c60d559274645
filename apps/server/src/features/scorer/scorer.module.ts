import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { ScorerController } from './scorer.controller.js';
import { ScorerService } from './scorer.service.js';

/** Scoring a game by hand, play by play, on a phone. */
@Module({
  imports: [SlateModule],
  controllers: [ScorerController],
  providers: [ScorerService],
})
export class ScorerModule {}
