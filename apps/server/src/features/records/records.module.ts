import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StandingsModule } from '../standings/standings.module.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { RecordEntity } from './record.entity.js';
import { RecordsController } from './records.controller.js';
import { RecordsService } from './records.service.js';
import { WrittenRecordsService } from './written-records.service.js';

/** Records of leagues, computed and entered by admins. */
@Module({
  imports: [TypeOrmModule.forFeature([RecordEntity]), StandingsModule, StatisticsModule],
  controllers: [RecordsController],
  providers: [RecordsService, WrittenRecordsService],
})
export class RecordsModule {}
