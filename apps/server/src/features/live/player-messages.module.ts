import { Module } from '@nestjs/common';
import { PlayerMessages } from './player-messages.js';

@Module({ providers: [PlayerMessages], exports: [PlayerMessages] })
export class PlayerMessagesModule {}
