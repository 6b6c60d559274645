import { Module } from '@nestjs/common';
import { FeedStateService } from './feed-state.service.js';

/** The feed's state for those who show it; reading it needs none of the polling. */
@Module({ providers: [FeedStateService], exports: [FeedStateService] })
export class FeedStateModule {}
