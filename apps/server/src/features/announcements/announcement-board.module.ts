import { Module } from '@nestjs/common';
import { AnnouncementBoard } from './announcement-board.js';

@Module({ providers: [AnnouncementBoard], exports: [AnnouncementBoard] })
export class AnnouncementBoardModule {}
